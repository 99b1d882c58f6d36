// Releases on another server: a life of them, a run that is killed at every request, and a writer that is frozen.

import { PutObjectCommand } from '@aws-sdk/client-s3'
import { type Server, type World, worldOf } from '../../../__tests__/local/contract/world.ts'
import { type Passage, passageTo } from './passage.ts'
import { type Holdings, holdingsOf, type Job, layOut, missingFiles, run, textOf, unlike } from './site.ts'

export interface Tried {
  readonly right: number
  /** A sentence for each that was not. */
  readonly wrong: readonly string[]
}

/** By so much the server's time jumps for a lease to run out. */
const RUN_OUT = 33_000

const retention = { 'keep-releases': '2', 'keep-days': '0' }

export async function releasesOn(server: Server): Promise<Tried> {
  const plain = worldOf(server)
  // Whoever reads beside a writer judges checksums for itself; the client's own judgement ends the process.
  const world = { ...plain, s3: plain.s3With({ responseChecksumValidation: 'WHEN_REQUIRED' }) }
  const tried: Tried[] = []
  try {
    tried.push(await life(world))
    tried.push(await killedEverywhere('a first deploy', world, byHand, { version: 1 }))
    tried.push(await killedEverywhere('a deploy that prunes', world, history, { version: 4, inputs: retention }))
    tried.push(await killedEverywhere('a rollback', world, history, { inputs: { mode: 'rollback', release: '2' } }, 2))
    tried.push(await frozen(world))
  } finally {
    world.s3.destroy()
    plain.close()
  }
  return { right: tried.reduce((sum, { right }) => sum + right, 0), wrong: tried.flatMap(({ wrong }) => wrong) }
}

/** What a bucket holds before anything is tried. */
type Beginning = (world: World, bucket: string, proxy: Passage) => Promise<void>

const byHand: Beginning = async ({ s3 }, bucket) => {
  for (const Key of ['dist/index.html', 'dist/theme.css', 'dist/uploads/cv.pdf', 'dist2/index.html']) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: `by hand ${Key}`, ContentType: 'text/html' }))
  }
}

/** Versions 1, 2 and 3 on what was there by hand. */
const history: Beginning = async (world, bucket, proxy) => {
  await byHand(world, bucket, proxy)
  for (const number of [1, 2, 3]) await run(world, bucket, { version: number, proxy })
}

/** One after the other, each told by its outputs and by what the bucket holds then. */
async function life(world: World): Promise<Tried> {
  const [bucket, proxy] = [await world.bucket(), await passageTo(world.server.endpoint)]
  const back = { mode: 'rollback' }
  const steps: readonly (readonly [string, Omit<Job, 'proxy'>, Readonly<Record<string, string>>, number])[] = [
    ['a first deploy adopts what is there', { version: 1 }, { outcome: 'deployed', release: '1' }, 1],
    ['a second', { version: 2 }, { outcome: 'deployed', release: '2', deleted: '1' }, 2],
    ['the same again', { version: 2 }, { outcome: 'unchanged', changed: 'false', release: '2' }, 2],
    ['a third', { version: 3 }, { outcome: 'deployed', release: '3' }, 3],
    ['a rollback', { inputs: back }, { outcome: 'rolled-back', release: '4', uploaded: '0' }, 2],
    ['a deploy while held', { version: 4 }, { outcome: 'held', changed: 'false' }, 2],
    ['a second rollback', { inputs: back }, { outcome: 'rolled-back', release: '5' }, 1],
    ['a resume', { inputs: { mode: 'resume' } }, { outcome: 'resumed', changed: 'false' }, 1],
    ['a deploy that prunes', { version: 4, inputs: retention }, { outcome: 'deployed', release: '6' }, 4],
  ]
  await byHand(world, bucket, proxy)
  const wrong: string[] = []
  for (const [name, job, outputs, number] of steps) {
    const result = await run(world, bucket, { ...job, proxy })
    const other = Object.entries(outputs).filter(([output, value]) => result.outputs[output] !== value)
    const faults = [...other.map(([output]) => `${output} is ${result.outputs[output]}`), ...result.annotations.error]
    const site = await holdingsOf(world.s3, bucket)
    faults.push(...unlikeWithForeigners(site, number), ...missingFiles(site))
    if (faults.length > 0) wrong.push(`${name}: ${faults.join(', ')}`)
  }
  proxy.close()
  return { right: steps.length - wrong.length, wrong }
}

function unlikeWithForeigners(held: Holdings, number: number): readonly string[] {
  const site = new Map([...held].filter(([key]) => key.startsWith('dist/')))
  const foreign = ['dist/uploads/cv.pdf', 'dist2/index.html'].filter((key) => textOf(held, key) !== `by hand ${key}`)
  return [...unlike(site, number), ...foreign.map((key) => `${key} was not left alone`)]
}

/** A bucket with what it holds before anything is tried, and the way to it. */
interface Ground {
  readonly bucket: string
  readonly proxy: Passage
  readonly held: Holdings
}

async function groundFor(world: World, beginning: Beginning): Promise<Ground> {
  const [bucket, proxy] = [await world.bucket(), await passageTo(world.server.endpoint)]
  await beginning(world, bucket, proxy)
  return { bucket, proxy, held: await holdingsOf(world.s3, bucket) }
}

/** Killed at each request that it makes; pages are whole all the time, and the next run finishes. */
async function killedEverywhere(
  name: string,
  world: World,
  beginning: Beginning,
  job: Omit<Job, 'proxy'>,
  expected = job.version ?? 0,
): Promise<Tried> {
  const grounds = await Promise.all([groundFor(world, beginning), groundFor(world, beginning)])
  const points = Array.from({ length: await requestsOf(job, world, grounds[0]) }, (_, at) => at + 1)
  const queue = points.values()
  const wrong: string[] = []
  const tryOn = async (ground: Ground): Promise<void> => {
    for (const at of queue) {
      const faults = await killedAt(at, world, ground, job, expected)
      if (faults.length > 0) wrong.push(`${name}, killed at request ${at}: ${faults.join(', ')}`)
    }
  }
  await Promise.all(grounds.map(tryOn))
  for (const { proxy } of grounds) proxy.close()
  console.log(`  ${name}: killed at each of ${points.length} requests`)
  return { right: points.length - wrong.length, wrong }
}

async function requestsOf(job: Omit<Job, 'proxy'>, world: World, { bucket, proxy }: Ground): Promise<number> {
  let requests = 0
  proxy.rule = () => {
    requests += 1
    return undefined
  }
  await run(world, bucket, { ...job, proxy })
  return requests
}

/** Every other time the server still does the request whose answer never comes. */
async function killedAt(
  at: number,
  world: World,
  { bucket, proxy, held }: Ground,
  job: Omit<Job, 'proxy'>,
  expected: number,
): Promise<readonly string[]> {
  await layOut(held, world.s3, bucket)
  const killer = new AbortController()
  let count = 0
  proxy.ahead = 0
  proxy.rule = () => {
    count += 1
    if (count < at) return undefined
    killer.abort()
    return count === at && at % 2 === 0 ? 'cut after' : 'cut before'
  }
  await run(world, bucket, { ...job, proxy, signal: killer.signal })
  const killed = await holdingsOf(world.s3, bucket)
  proxy.rule = () => undefined
  proxy.ahead = RUN_OUT
  const healed = await run(world, bucket, { ...job, proxy })
  const site = await holdingsOf(world.s3, bucket)
  return [
    ...missingFiles(killed).map((missing) => `a visitor misses ${missing}`),
    ...healed.annotations.error.map((error) => `the next run failed: ${error}`),
    ...unlikeWithForeigners(site, expected).map((path) => `${path} is not as it was wanted`),
    ...missingFiles(site),
  ]
}

/** One writer is held at a write to the site for as long as its lease lasts and longer, while another one deploys. */
async function frozen(world: World): Promise<Tried> {
  const targets = ['dist/theme.css', 'dist/docs/index.html', 'dist/index.html', '.colt-deploy/dist/current.json']
  const faults = await Promise.all(targets.map((key) => frozenAt(key, world)))
  return { right: faults.filter((found) => found.length === 0).length, wrong: faults.flat() }
}

async function frozenAt(key: string, world: World): Promise<readonly string[]> {
  const [bucket, slow, quick] = [
    await world.bucket(),
    await passageTo(world.server.endpoint),
    await passageTo(world.server.endpoint),
  ]
  await run(world, bucket, { version: 1, proxy: quick })
  const held = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  slow.rule = (asked) => {
    if (!asked.startsWith(`PUT /${bucket}/${key}`)) return undefined
    reached.resolve()
    return held.promise
  }
  const killer = new AbortController()
  const first = run(world, bucket, { version: 2, proxy: slow, signal: killer.signal })
  await reached.promise
  killer.abort()
  await first
  quick.ahead = RUN_OUT
  const second = await run(world, bucket, { version: 3, proxy: quick })
  held.resolve()
  await new Promise((later) => setTimeout(later, 200))
  const site = await holdingsOf(world.s3, bucket)
  for (const proxy of [slow, quick]) proxy.close()
  const faults = [
    ...second.annotations.error,
    ...unlike(new Map([...site].filter(([at]) => at.startsWith('dist/'))), 3),
  ]
  return faults.map((fault) => `a writer that is held at ${key}: ${fault}`)
}
