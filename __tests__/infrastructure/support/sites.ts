// A prod and a dev site in one account, and the built action that runs on them with the rights of a role.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type LocalAws,
  type LocalDistribution,
  type LocalRole,
  pageOfApp,
  startLocalAws,
} from '../../../local/index.ts'
import { runAction } from '../../../local/runner.ts'
import { commit, type Files } from '../../e2e/support/stage.ts'
import { siteParameters, stackWith } from './template.ts'

export type Env = 'prod' | 'dev'

export interface Ran {
  readonly exitCode: number | null
  readonly outcome: string
  /** Everything that people were told. */
  readonly log: string
  /** What `::error::`, `::warning::` and `::notice::` lines hold. */
  readonly told: string
  readonly error: string
}

export interface Sites {
  readonly aws: LocalAws
  /** Runs the built action with the rights of that role, on that environment. */
  run(role: LocalRole, env: Env, push: number, inputs: Readonly<Record<string, string>>, files?: Files): Promise<Ran>
  close(): Promise<void>
}

const hosts = { prod: siteParameters.ProdBucket ?? '', dev: siteParameters.DevBucket ?? '' }
const ids = { prod: siteParameters.ProdDistribution ?? '', dev: siteParameters.DevDistribution ?? '' }

export const siteStack = stackWith(siteParameters)

export async function openSites(): Promise<Sites> {
  const aws = await startLocalAws()
  const folder = await mkdtemp(join(tmpdir(), 'sites-'))
  const made = { prod: await makeSite(aws, 'prod'), dev: await makeSite(aws, 'dev') }
  return {
    aws,
    async run(role, env, push, inputs, files = {}) {
      const workspace = await mkdtemp(join(folder, 'workspace-'))
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(workspace, 'dist', path)), { recursive: true })
        await writeFile(join(workspace, 'dist', path), content)
      }
      const own = { bucket: hosts[env], distribution: hosts[env], url: made[env].url, environment: env }
      aws.clock.advance(1000)
      const ran = await runAction({
        action: 'site',
        workspace,
        inputs: { ...own, ...inputs },
        env: { ...role.env, ...commit(push), RUNNER_TEMP: folder },
      })
      const { error, warning, notice } = ran.annotations
      return {
        exitCode: ran.exitCode,
        outcome: ran.outputs.outcome ?? '',
        log: ran.lines.join('\n'),
        told: [...error, ...warning, ...notice].join('\n'),
        error: error.join('\n'),
      }
    },
    async close() {
      await aws.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** With a cache policy of its own, which only the right to read it tells. */
async function makeSite(aws: LocalAws, env: Env): Promise<LocalDistribution> {
  const tags = { env }
  aws.buckets.create(hosts[env], { tags })
  const policy = aws.distributions.createPolicy({ name: `own-${env}`, queryStrings: ['v'], gzip: true, brotli: true })
  return await aws.distributions.create({
    id: ids[env],
    aliases: [hosts[env]],
    bucket: hosts[env],
    compress: true,
    functions: { viewerRequest: pageOfApp },
    cachePolicy: policy.id,
    // Long enough to be asked about.
    invalidationSeconds: 1,
    tags,
  })
}
