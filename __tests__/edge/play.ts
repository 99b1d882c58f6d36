// Deploys played on an edge that caches: visitors warm every address, a release goes live, and what they get afterwards is
// held against what an edge without any copy answers.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DistributionOptions, type LocalAws, type LocalDistribution, startLocalAws } from '../../local/index.ts'
import type { Clock } from '../../src/shared/clock.ts'
import { gatedClock, openGate } from '../../src/shared/gate.ts'
import { stopwatch } from '../../src/shared/stopwatch.ts'
import { s3Bucket } from '../../src/site/aws/bucket.ts'
import { cloudFront } from '../../src/site/aws/cdn.ts'
import { s3State } from '../../src/site/aws/state.ts'
import { deploySite } from '../../src/site/deploy.ts'
import type { World } from '../../src/site/ports.ts'
import { readInputs, type SiteInputs } from '../../src/site/read/inputs.ts'
import { type ReadSite, readSite } from '../../src/site/read/site.ts'
import { statePlace } from '../../src/site/records/names.ts'
import { type Account, newAccount } from '../../src/site/report/account.ts'
import { rollBackSite } from '../../src/site/rollback.ts'
import { drivenClock } from '../shared/support/driven-clock.ts'
import { recordingLog } from '../shared/support/log.ts'
import { noWay } from '../site/support/no-way.ts'
import { provenance } from '../site/support/world.ts'

/** What goes live: files as in `index.html=1 logo.png=2`, with inputs of the action; or an earlier release. */
export type Release = string | { readonly files: string; readonly inputs?: Inputs } | 'rollback'

type Inputs = Readonly<Record<string, string>>

type Shape = Omit<DistributionOptions, 'bucket'>

export interface Play {
  /** All but the bucket, which is the play's own, and whose name that of the main origin is. */
  readonly shape?: Shape | ((bucket: string) => Shape)
  /** Of every release, with their names in lower case. */
  readonly inputs?: Inputs
  /** Files that lie there before the first release, without any header. */
  readonly byHand?: string
  /** What went live before visitors came. */
  readonly before: readonly Release[]
  /** What goes live then. */
  readonly after: Release
  /** Requests that the role may not make. */
  readonly denied?: readonly string[]
  /** Addresses beside those of all files that visitors ask for. */
  readonly visited?: readonly string[]
  /** Addresses in place of all those. */
  readonly only?: readonly string[]
}

export interface Outcome {
  /** As in `/logo.png: logo.png: content changed`; what is invalidated after `ngsw.json` begins with `then`. */
  readonly paths: readonly string[]
  /** What visitors get that is no longer right, as in `FRA /logo.png`. */
  readonly stale: readonly string[]
  /** What they get so from a distribution like it that nobody tells of the release. */
  readonly untold: readonly string[]
}

/** Seconds for which an edge keeps an error where nothing else is set: for as long visitors may see that. */
const ERRORS_HEAL = 11

const places = ['FRA', 'IAD']

/** Local AWS for many plays, each with a bucket of its own; closed at the end. */
export interface Stage {
  readonly aws: LocalAws
  play(play: Play): Promise<Outcome>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const aws = await startLocalAws()
  const folder = await mkdtemp(join(tmpdir(), 'plays-'))
  Object.assign(process.env, aws.env)
  let plays = 0
  return {
    aws,
    play: async (play) => {
      plays += 1
      const bucket = `play-${plays}`
      aws.buckets.create(bucket)
      return await playOn({ aws, bucket, folder: join(folder, bucket) }, play)
    },
    close: async () => {
      await aws.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Place {
  readonly aws: LocalAws
  readonly bucket: string
  readonly folder: string
}

async function playOn(place: Place, play: Play): Promise<Outcome> {
  const { aws, bucket } = place
  const create = (given: object = {}) => aws.distributions.create({ ...optionsOf(play, bucket), ...given })
  const [told, untold] = [await create({ locations: places, invalidationSeconds: { IAD: 5 } }), await create()]
  const folder = play.inputs?.prefix ?? 'dist'
  for (const [path, body] of filesOf(play.byHand ?? '')) aws.buckets.put(bucket, `${folder}/${path}`, body)
  for (const release of play.before) await goLive(release, told, place, play)
  const addresses = addressesOf(play)
  const warmedAt = aws.clock.now()
  const warmed = [await visitAll(told, addresses), await visitAll(untold, addresses)]
  const account = await goLive(play.after, told, place, play)
  const right = new Map((await visitAll(await create(), addresses)).map((visit) => [visit.address, visit.answer]))
  settle(told)
  // As if no time had passed, so that even copies that are kept for a second would be seen.
  aws.clock.advance(warmedAt - aws.clock.now())
  const healing = new Set(warmed.flat().filter(heals).map(nameOf))
  const wrongAt = async (distribution: LocalDistribution): Promise<readonly Visit[]> =>
    (await visitAll(distribution, addresses)).filter(({ address, answer }) => right.get(address) !== answer)
  const atOnce = [await wrongAt(told), await wrongAt(untold)]
  aws.clock.advance(ERRORS_HEAL * 1000)
  const [stale = [], old = []] = [await wrongAt(told), await wrongAt(untold)].map((later, at) => {
    const early = atOnce[at]?.filter((visit) => !healing.has(nameOf(visit))) ?? []
    return [...new Set([...early, ...later].map(nameOf))]
  })
  return { paths: pathsIn(account), stale, untold: old }
}

/** Every place hears of what is invalidated, although nobody asks it for anything. */
function settle(distribution: LocalDistribution): void {
  distribution.freeze()
  distribution.thaw()
}

function optionsOf({ shape = {} }: Play, bucket: string): DistributionOptions {
  return { compress: true, ...(typeof shape === 'function' ? shape(bucket) : shape), bucket }
}

interface Visit {
  readonly location: string
  readonly address: string
  readonly answer: string
  readonly isError: boolean
}

/** Errors are left alone for ten seconds, and `ngsw.json`, which Angular asks for again and again, for one. */
function heals({ isError, address }: Visit): boolean {
  return isError || address.startsWith('/ngsw.json')
}

function nameOf({ location, address }: Visit): string {
  return `${location} ${address}`
}

async function visitAll({ locations }: LocalDistribution, addresses: readonly string[]): Promise<readonly Visit[]> {
  const all = Object.entries(locations).flatMap(([location, { url }]) =>
    addresses.map(async (address): Promise<Visit> => {
      const response = await fetch(url + address)
      const answer = `${response.status} ${response.headers.get('cache-control')} ${await response.text()}`
      return { location, address, answer, isError: response.headers.get('x-cache') === 'Error from cloudfront' }
    }),
  )
  return await Promise.all(all)
}

/** Of every file of every release, in each spelling, with a query string and without; and of none. */
function addressesOf({ byHand = '', before, after, visited = [], only }: Play): readonly string[] {
  const paths = [byHand, ...[...before, after].map(wordsOf)].flatMap((words) => filesOf(words).map(([path]) => path))
  const folders = paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)))
  const all = ['', ...paths, ...folders, ...folders.map((folder) => `${folder}/`), 'orders/7', 'never.js']
  const addresses = only ?? [...new Set([...all.map((path) => `/${encodeURI(path)}`), ...visited])]
  return addresses.flatMap((address) => [address, `${address}?v=1`])
}

function wordsOf(release: Release): string {
  if (release === 'rollback') return ''
  return typeof release === 'string' ? release : release.files
}

/** What stands for a space in words: `_`. */
function filesOf(words: string): readonly (readonly [path: string, body: string])[] {
  const pairs = words.split(' ').filter((word) => word !== '')
  return pairs.map((word) => {
    const [path = '', content = ''] = word.replaceAll('_', ' ').split('=')
    return [
      path,
      path.endsWith('.json') ? `{"timestamp":${content}}` : `<!doctype html><title>${path} ${content}</title>`,
    ]
  })
}

async function goLive(
  release: Release,
  distribution: LocalDistribution,
  { aws, bucket, folder }: Place,
  play: Play,
): Promise<Account> {
  const own = typeof release === 'string' ? {} : release.inputs
  const inputs = inputsOf({ bucket, distribution: distribution.id, ...play.inputs, ...own })
  // S3 stamps by the second, and no two runs are over within one.
  aws.clock.advance(1000)
  const world = worldOf(inputs, aws)
  const account = newAccount(stopwatch(world.clock, world.log))
  const undo = aws.intercept(({ operation }) =>
    play.denied?.includes(operation) ? { status: 403, code: 'AccessDenied' } : undefined,
  )
  const read: ReadSite = async (found) => readSite(inputs, await workspaceOf(wordsOf(release), folder), world, found)
  if (release === 'rollback') await rollBackSite(inputs, world, account)
  else await deploySite(inputs, read, world, account)
  undo()
  return account
}

async function workspaceOf(words: string, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true })
  for (const [path, body] of filesOf(words)) {
    const file = join(folder, 'dist', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, body)
  }
  return folder
}

function inputsOf(given: Inputs): SiteInputs {
  return readInputs(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  )
}

let runs = 0

/** As the entry makes it, by the time of Local AWS; the lease is never renewed, because its time stands still. */
function worldOf(inputs: SiteInputs, aws: LocalAws): World {
  const { region, concurrency, prefix } = inputs
  const gate = openGate()
  const clock: Clock = { monotonic: () => aws.clock.now(), sleep: async (time) => aws.clock.advance(time) }
  const state = { bucket: inputs.state, place: statePlace(prefix), region, concurrency }
  runs += 1
  return {
    bucket: s3Bucket({ ...inputs, name: inputs.bucket, state }, gate, clock),
    state: s3State(state, gate, clock),
    cdn: cloudFront(region, gate, clock),
    visitor: noWay,
    commits: { compare: async () => 'ahead' },
    clock: gatedClock(clock, gate),
    log: recordingLog(),
    run: {
      provenance: provenance({ commit: runs.toString(16).padStart(40, '0'), run: String(runs), number: runs }),
      ...{ url: '', job: 'deploy', nonce: `n${runs}` },
    },
    gate,
    leasing: { store: s3State(state, openGate(), clock), clock: drivenClock() },
  }
}

function pathsIn({ plan }: Account): readonly string[] {
  const told = (
    refreshes: readonly { readonly paths: readonly { path: string; reason: string }[] }[],
    sign = '',
  ): readonly string[] => refreshes.flatMap(({ paths }) => paths.map(({ path, reason }) => `${sign}${path}: ${reason}`))
  return [...told(plan?.refreshes ?? []), ...told(plan?.lastRefreshes ?? [], 'then ')]
}
