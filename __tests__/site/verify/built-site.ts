// A built site behind a distribution of Local AWS, as a deploy leaves it.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { DistributionOptions, LocalAws, LocalDistribution } from '../../../local/index.ts'
import { describeRelease } from '../../../src/site/describe/release.ts'
import type { Asset } from '../../../src/site/file-model.ts'
import type { SiteAddress } from '../../../src/site/verify/model.ts'
import { keptFiles } from '../describe/kept-build.ts'

export interface BuiltFile {
  readonly path: string
  readonly bytes: Buffer
}

export interface ServedSite {
  readonly site: SiteAddress
  readonly assets: readonly Asset[]
  readonly distribution: LocalDistribution
  readonly bucket: string
}

/** Whatever lies in a folder. */
export function filesOf(folder: string): readonly BuiltFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((location) => ({
      path: location
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
      bytes: readFileSync(location),
    }))
}

/** All files of a kept build; those whose bytes were not kept have some, and Angular's hash tables know them. */
export function filesOfKept(kind: string): readonly BuiltFile[] {
  const home = join(import.meta.dirname, '../../builds', kind, 'files')
  const kept = new Map(filesOf(home).map(({ path, bytes }) => [path, bytes]))
  const files = keptFiles(kind).map(({ path }) => ({ path, bytes: kept.get(path) ?? Buffer.from(`/* ${path} */`) }))
  return files.map((file) => (file.path === 'ngsw.json' ? { ...file, bytes: tableAnew(file.bytes, files) } : file))
}

function tableAnew(manifest: Buffer, files: readonly BuiltFile[]): Buffer {
  const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex')
  const hashTable = Object.fromEntries(files.map(({ path, bytes }) => [`/${path}`, sha1(bytes)]))
  const parsed = JSON.parse(manifest.toString())
  for (const path of Object.keys(parsed.hashTable)) parsed.hashTable[path] = hashTable[path]
  return Buffer.from(JSON.stringify(parsed))
}

/** What a deploy makes of such files. */
export function assetsOf(files: readonly BuiltFile[]): readonly Asset[] {
  const read = files.map(({ path, bytes }) => {
    const md5 = createHash('md5').update(bytes).digest('hex')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { path, location: '', size: bytes.length, md5, sha256, etag: md5, text: true, mentions: new Set<string>() }
  })
  return describeRelease({ files: read, proven: new Set() }, { prefix: 'dist', headers: [] }).assets
}

let sites = 0

/** Puts the files into a bucket of their own, with the headers of a deploy. */
export async function serve(
  aws: LocalAws,
  files: readonly BuiltFile[],
  options: Partial<DistributionOptions> = {},
): Promise<ServedSite> {
  sites += 1
  const bucket = `verified-${sites}`
  aws.buckets.create(bucket)
  const assets = assetsOf(files)
  publish(aws, bucket, files)
  const distribution = await aws.distributions.create({ bucket, minTtl: 0, compress: true, ...options })
  return { site: { url: `${distribution.url}/`, headers: {} }, assets, distribution, bucket }
}

export function publish(aws: LocalAws, bucket: string, files: readonly BuiltFile[]): void {
  const assets = assetsOf(files)
  files.forEach(({ bytes }, at) => {
    const { key = '', headers = {} } = assets[at] ?? {}
    aws.buckets.put(bucket, key, bytes, headers)
  })
}
