// The built action on another server: what it deploys there arrives, and is found again.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { type Server, type World, worldOf } from '../../__tests__/local/contract/world.ts'
import { runAction } from '../../local/runner.ts'

type Files = Readonly<Record<string, string>>

interface Deploy {
  readonly name: string
  readonly files: Files
  readonly inputs?: Readonly<Record<string, string>>
  /** The outputs that it must have. */
  readonly outputs: Readonly<Record<string, string>>
}

const release = (version: number): Files => ({
  'index.html': `<!doctype html><title>${version}</title><script src="app.js"></script>`,
  'app.js': `console.log(${version})`,
  "assets/it's 100% caf\u00e9 + tea.txt": 'odd',
  'video.mp4': 'frame'.repeat(3_500_000),
})
const headers = '**/*.txt  Cache-Control: public, max-age=60'

/** One after the other, onto one bucket. */
const deploys: readonly Deploy[] = [
  { name: 'a first release', files: release(1), outputs: { outcome: 'deployed', uploaded: '4' } },
  { name: 'the same again', files: release(1), outputs: { outcome: 'unchanged', uploaded: '0', unchanged: '4' } },
  { name: 'a second release', files: release(2), outputs: { outcome: 'deployed', uploaded: '2', unchanged: '2' } },
  { name: 'other headers', files: release(2), inputs: { headers }, outputs: { uploaded: '0', 'headers-updated': '1' } },
  { name: 'the first one again', files: release(1), inputs: { headers }, outputs: { uploaded: '2', unchanged: '2' } },
]

/** Answers how many were right, and a sentence for each that was not. */
export async function deploysOn(
  server: Server,
): Promise<{ readonly right: number; readonly wrong: readonly string[] }> {
  const world = worldOf(server)
  const bucket = await world.bucket()
  const wrong: string[] = []
  for (const deploy of deploys) wrong.push(...(await faultsOf(deploy, world, bucket)))
  world.close()
  return { right: deploys.length - wrong.length, wrong }
}

async function faultsOf({ name, files, inputs, outputs }: Deploy, world: World, bucket: string): Promise<string[]> {
  const { endpoint, credentials, distribution } = world.server
  const folder = await folderWith(files)
  const result = await runAction({
    action: 'site',
    inputs: { bucket, folder, distribution: distribution?.id ?? '', ...inputs },
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  })
  await rm(folder, { recursive: true })
  const other = Object.entries(outputs).filter(([output, value]) => result.outputs[output] !== value)
  const missing = await missingOf(files, world, bucket)
  if (result.exitCode === 0 && other.length + missing.length === 0) return []
  return [`${name}: ${[...other.map(([output]) => output), ...missing, ...result.annotations.error].join(', ')}`]
}

async function folderWith(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'release-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

/** The paths whose bytes are not those of the release. */
async function missingOf(files: Files, { s3 }: World, bucket: string): Promise<string[]> {
  const missing: string[] = []
  for (const [path, content] of Object.entries(files)) {
    const live = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `dist/${path}` })).catch(() => undefined)
    if ((await live?.Body?.transformToString()) !== content) missing.push(path)
  }
  return missing
}
