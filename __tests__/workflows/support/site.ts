// Both environments of a site on Local AWS, and a build that takes no time.

import { resolve } from 'node:path'
import { type LocalAws, pageOfApp, startLocalAws } from '../../../local/index.ts'
import { openStage, type Stage } from './stage.ts'

const built = resolve(import.meta.dirname, '../../../examples/colt-frontend/built')

export interface SiteStage extends Stage {
  /** What a visitor of that host gets, and how it is cached; the status where it is not there. */
  visit(host: string, path: string): Promise<string>
  /** The content of every file of the site, by its path. */
  content(host: string): Readonly<Record<string, string>>
}

/** Copies a kept build, and says in a file from which source it was built, and for which environment. */
const quickly = `mkdir -p dist && cp -R ${built}/release-1 dist/browser && echo "$(cat source.txt) for {environment}" > dist/browser/built.txt`

/** Packages that are installed in no time, because there are none. */
export const tiny = {
  'package.json': '{ "name": "site", "version": "1.0.0" }',
  'package-lock.json': '{ "name": "site", "version": "1.0.0", "lockfileVersion": 3, "packages": {} }',
}

/** @param hosts of prod and of dev */
export async function openSite(example: string, hosts: readonly [prod: string, dev: string]): Promise<SiteStage> {
  const aws = await startLocalAws()
  const urls = new Map<string, string>()
  const ids: string[] = []
  for (const [index, host] of hosts.entries()) {
    const tags = { env: index === 0 ? 'prod' : 'dev' }
    aws.buckets.create(host, { tags })
    const served = { functions: { viewerRequest: pageOfApp }, compress: true, cachePolicy: 'CachingOptimized', tags }
    const { id, url } = await aws.distributions.create({ bucket: host, aliases: [host], ...served })
    urls.set(host, url)
    ids.push(id)
  }
  const settings = (text: string): string =>
    text
      .replace(/^( +)distribution: (\S+)$/gm, (line, indent, host) => `${line}\n${indent}url: ${urls.get(host)}`)
      .replace(/^build: .*$/m, `build: ${quickly}`)
  const [ProdDistribution = '', DevDistribution = ''] = ids
  const parameters = { Kind: 'site', ProdBucket: hosts[0], DevBucket: hosts[1], ProdDistribution, DevDistribution }
  const stage = await openStage({ example, settings, aws, parameters })
  return {
    ...stage,
    visit: async (host, path) => {
      const answer = await fetch(new URL(path, urls.get(host)))
      return answer.ok ? await answer.text() : String(answer.status)
    },
    content: (host) => contentOf(aws, host),
  }
}

function contentOf(aws: LocalAws, host: string): Readonly<Record<string, string>> {
  const keys = aws.buckets.keys(host, 'dist/')
  return Object.fromEntries(keys.map((key) => [key.slice(5), aws.buckets.get(host, key)?.body.toString() ?? '']))
}
