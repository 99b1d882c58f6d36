// A small site in versions, a bucket on a server, and runs of the built action on it through the proxy.

import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { World } from '../../../__tests__/local/contract/world.ts'
import { type ActionResult, type ActionRun, runAction } from '../../../local/runner.ts'
import type { Passage } from './passage.ts'

export interface Stored {
  readonly body: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** Objects by key. */
export type Holdings = ReadonlyMap<string, Stored>

/** A page, a script that it loads, one that this loads; half of them are shared by the next version. */
export function version(number: number): Readonly<Record<string, string>> {
  const [lazy, even] = [`lazy-${Math.floor(number / 2)}.js`, number % 2 === 0]
  return {
    'index.html': `<!doctype html><title>${number}</title><script type="module" src="main-${number}.js"></script>`,
    'docs/index.html': `<!doctype html><title>Docs ${number}</title><script type="module" src="../main-${number}.js"></script>`,
    [`main-${number}.js`]: `import('./${lazy}'); console.log(${number})`,
    [lazy]: 'export {}',
    'theme.css': `a { order: ${number} }`,
    ...(even ? {} : { 'offer.html': '<!doctype html><title>Offer</title>' }),
  }
}

export interface Job extends Pick<ActionRun, 'signal'> {
  readonly version?: number
  readonly inputs?: Readonly<Record<string, string>>
  readonly proxy: Passage
}

/** Runs the built action; each version is a commit of its own. */
export async function run({ server }: World, bucket: string, job: Job): Promise<ActionResult> {
  const { version: number = 0, inputs, proxy, signal } = job
  const folder = await mkdtemp(join(tmpdir(), 'version-'))
  for (const [path, text] of Object.entries(version(number))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const credentials = {
    AWS_ACCESS_KEY_ID: server.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
  }
  const commit = { GITHUB_SHA: String(number).padStart(40, '0'), GITHUB_RUN_NUMBER: String(number) }
  try {
    return await runAction({
      action: 'site',
      inputs: { bucket, folder, ...inputs },
      env: { AWS_ENDPOINT_URL: proxy.url, ...credentials, ...commit },
      ...(signal ? { signal } : {}),
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function holdingsOf(s3: S3Client, bucket: string, prefix = ''): Promise<Holdings> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))
  const found = await Promise.all(Contents.map(({ Key = '' }) => stored(s3, bucket, Key)))
  return new Map(found.flat())
}

/** None where it is gone since it was listed: a request of a run that was killed may still be carried out. */
async function stored(s3: S3Client, Bucket: string, Key: string): Promise<readonly (readonly [string, Stored])[]> {
  try {
    return [[Key, await settled(s3, Bucket, Key)]]
  } catch (error) {
    if (error instanceof NoSuchKey) return []
    throw error
  }
}

/** Such a request may be carried out in the middle of an answer, too, which then has the checksum of other bytes. */
async function settled(s3: S3Client, Bucket: string, Key: string, attempt = 1): Promise<Stored> {
  const asked = new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })
  const { Body, CacheControl, ContentType, ChecksumSHA256 } = await s3.send(asked)
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
  const isWhole = ChecksumSHA256 === undefined || ChecksumSHA256 === hashOf(bytes) || ChecksumSHA256.includes('-')
  if (!isWhole && attempt === ATTEMPTS) throw new Error(`The checksum of ${Key} is not that of its bytes.`)
  if (!isWhole) return await settled(s3, Bucket, Key, attempt + 1)
  return { body: bytes.toString('base64'), headers: { CacheControl, ContentType } }
}

/** Reads of an object that is being written. */
const ATTEMPTS = 20

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** Makes the bucket hold exactly these. */
export async function layOut(held: Holdings, s3: S3Client, bucket: string): Promise<void> {
  for (const Key of (await holdingsOf(s3, bucket)).keys()) {
    if (!held.has(Key)) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
  }
  for (const [Key, { body, headers }] of held) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.from(body, 'base64'), ...headers }))
  }
}

/** The paths in which the site is unlike a version: other bytes, or a page that it does not have. */
export function unlike(held: Holdings, number: number): readonly string[] {
  const wanted = version(number)
  const other = Object.entries(wanted).filter(([path, text]) => textOf(held, `dist/${path}`) !== text)
  const pages = [...held.keys()].filter((key) => key.endsWith('.html')).map((key) => key.slice('dist/'.length))
  return [...other.map(([path]) => path), ...pages.filter((path) => !(path in wanted))]
}

/** What a page, or a file that it loads, refers to and nobody can get. */
export function missingFiles(held: Holdings): readonly string[] {
  const pages = [...held.keys()].filter((key) => /^dist\/.*\.html$/.test(key))
  return pages.flatMap((page) => missingFrom(page, held))
}

function missingFrom(key: string, held: Holdings): readonly string[] {
  const named = [...(textOf(held, key) ?? '').matchAll(/(?:main|lazy)-\d+\.js/g)].map(([name]) => `dist/${name}`)
  return named.flatMap((file) => (held.has(file) ? missingFrom(file, held) : [`${key} → ${file}`]))
}

export function textOf(held: Holdings, key: string): string | undefined {
  const found = held.get(key)
  return found && Buffer.from(found.body, 'base64').toString()
}
