// The built action, killed at every one of its requests: pages stay whole, and the same run again makes up for it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Fault, JournalEntry } from '../../local/index.ts'
import { parallel } from '../../src/shared/parallel.ts'
import { build } from '../support/releases/builds.ts'
import { runBuilt } from '../support/releases/built.ts'
import { type Chronicle, chronicle, currentOf, unlikeBuild, unlikeRecorded } from '../support/releases/chronicle.ts'
import { addressesOf, staleAddresses, warm } from '../support/releases/edge.ts'
import { nameOf } from '../support/releases/fencing.ts'
import { isForeign, plantForeigners } from '../support/releases/foreigners.ts'
import { BUCKET, SITE, STATE } from '../support/releases/guard.ts'
import { type Beginning, beginningFrom, openRealm, type Realm } from '../support/releases/realm.ts'
import { unrestorable } from '../support/releases/restoring.ts'

jest.setTimeout(300_000)

/** Runs at once; there are two processors. */
const LANES = 3
/** After every so many states, all releases are really returned to. */
const RETURNS = 6
const LEASE_IS_OVER = 33_000
/** Visitors may have seen something of an unfinished release for a day. */
const UNFINISHED_IS_OVER = 25 * 60 * 60 * 1000
const addresses = addressesOf([1, 2, 3, 4, 5])

interface Scenario {
  /** What was there before. */
  readonly before: (realm: Realm) => Promise<Chronicle>
  readonly inputs: Readonly<Record<string, string>>
  readonly version: number
  /** The version that is live in the end. */
  readonly wanted: number
  /** The first request of this operation is denied to the run that is killed. */
  readonly denied?: string
  readonly isHeld?: true
  /** After this version, too, nothing is left of any other. */
  readonly next?: number
}

function releases(versions: readonly number[]): Scenario['before'] {
  return async (realm) => {
    const then = chronicle(realm.aws)
    for (const version of versions) {
      await realm.run({ name: `v${version}`, version })
      then.note()
    }
    return then
  }
}

async function filledByHand({ aws }: Realm): Promise<Chronicle> {
  const type = { 'Content-Type': 'text/html', 'Cache-Control': 'max-age=60' }
  for (const [path, text] of Object.entries(build(4))) aws.buckets.put(BUCKET, SITE + path, text, type)
  return chronicle(aws)
}

const scenarios: Readonly<Record<string, Scenario>> = {
  'a first deploy onto a bucket that was filled by hand': { before: filledByHand, inputs: {}, version: 2, wanted: 2 },
  'a deploy with changes, new files and pages that leave': {
    before: releases([1]),
    inputs: {},
    version: 2,
    wanted: 2,
  },
  'a rollback': {
    before: releases([1, 2, 3]),
    inputs: { mode: 'rollback', release: '2' },
    version: 3,
    wanted: 2,
    isHeld: true,
  },
  'a deploy that prunes': {
    before: releases([1, 2]),
    inputs: { 'keep-releases': '1', 'keep-days': '0' },
    version: 3,
    wanted: 3,
    next: 4,
  },
  'a resume': {
    before: async (realm) => {
      const then = await releases([1, 2])(realm)
      await realm.run({ name: 'back', version: 2, inputs: { mode: 'rollback' } })
      then.note()
      return then
    },
    inputs: { mode: 'resume' },
    version: 2,
    wanted: 1,
  },
  'a release that fails and is taken back': {
    before: releases([1]),
    inputs: {},
    version: 2,
    wanted: 2,
    denied: 'CreateInvalidation',
  },
}

let cache: string
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'kill-'))
})
afterAll(() => rm(cache, { recursive: true, force: true }))

test.each(Object.entries(scenarios))('%s', async (name, scenario) => {
  const started = performance.now()
  const start = await prepared(scenario)
  const points = await pointsOf(scenario, start)
  const found = await parallel(points, LANES, (point) => killedAt(point, scenario, start))
  const killed = found.filter(({ isKilled }) => isKilled).length
  console.log(
    `${name}: killed at ${killed} points, which left ${start.left.size} states, ${Math.round((performance.now() - started) / 1000)} s`,
  )
  expect(found.flatMap(({ faults }) => faults)).toEqual([])
  expect(killed).toBeGreaterThan(points.length * 0.9)
})

interface Start {
  readonly beginning: Beginning
  readonly then: Chronicle
  /** What killed runs have done, as far as it was tried to make up for it. */
  readonly left: Set<string>
}

async function prepared({ before }: Scenario): Promise<Start> {
  await using realm = await openRealm()
  plantForeigners(realm.aws, BUCKET)
  const then = await before(realm)
  return { beginning: beginningFrom(realm), then, left: new Set() }
}

/** Before a request was done, or after; that of a request which changes nothing does not matter. */
interface Point {
  readonly when: 'before' | 'after'
  readonly number: number
}

async function pointsOf(scenario: Scenario, { beginning }: Start): Promise<readonly Point[]> {
  await using realm = await openRealm(beginning)
  await spawned(scenario, realm)
  const { entries } = realm.aws.journal
  const changes = entries.filter(({ changes }) => changes)
  return [
    ...entries.map((_, at) => ({ when: 'before' as const, number: at + 1 })),
    ...changes.map((_, at) => ({ when: 'after' as const, number: at + 1 })),
  ]
}

async function spawned({ inputs, version, denied }: Scenario, realm: Realm, point?: Point) {
  const killer = new AbortController()
  let [asked, isDenied] = [0, denied === undefined]
  realm.aws.intercept((request): Fault | undefined => {
    if (nameOf(request) !== 'KILLED') return undefined
    if (point?.when === 'before' || request.changes) asked += 1
    if (asked === point?.number && !killer.signal.aborted) {
      killer.abort()
      return { drop: point.when }
    }
    if (isDenied || request.operation !== denied) return undefined
    isDenied = true
    return { status: 403, code: 'AccessDenied' }
  })
  const run = { name: 'killed', version, inputs }
  return await runBuilt(realm, run, { env: { NODE_COMPILE_CACHE: cache }, signal: killer.signal })
}

async function killedAt(point: Point, scenario: Scenario, start: Start) {
  await using realm = await openRealm(start.beginning)
  await warm(realm, addresses)
  const { exitCode } = await spawned(scenario, realm, point)
  const faults = [...realm.guard.wrongs()]
  if (isNews(realm, start)) faults.push(...(await recovered(scenario, realm, start)))
  const where = `Killed ${point.when} ${point.when === 'before' ? 'request' : 'change'} ${point.number}`
  return { isKilled: exitCode === null, faults: faults.map((fault) => `${where}: ${fault}`) }
}

/** Who was killed at its next question left the same behind. */
function isNews({ aws }: Realm, { left }: Start): boolean {
  const done = aws.journal.entries.filter(({ changes, outcome }) => changes && /^(?:dropped after )?2/.test(outcome))
  const state = done
    .map(({ operation, key }) => `${operation} ${key}`)
    .sort()
    .join()
  const isNew = !left.has(state)
  left.add(state)
  return isNew
}

async function recovered(scenario: Scenario, realm: Realm, { then, left }: Start): Promise<readonly string[]> {
  const told = chronicle(realm.aws, then)
  told.note()
  await warm(realm, addresses)
  realm.aws.clock.advance(LEASE_IS_OVER)
  const faults = [...(await healed(scenario, realm)), ...(await quiet(scenario, realm))]
  told.note()
  if (left.size % RETURNS === 1) faults.push(...(await unrestorable(realm, told)))
  return [...faults, ...(await leftOver(scenario, realm))]
}

/** The same run again, in this process. */
async function healed({ inputs, version, wanted, isHeld }: Scenario, realm: Realm): Promise<readonly string[]> {
  const healer = await realm.run({ name: 'healer', version, inputs })
  return [
    ...healer.failures(),
    ...unlikeBuild(realm.aws, build(wanted)).map((path) => `${path} is not as wanted`),
    ...unlikeRecorded(realm.aws),
    ...(await staleAddresses(realm, addresses)).map((address) => `${address} is stale`),
    ...((currentOf(realm.aws)?.hold !== undefined) === (isHeld ?? false) ? [] : ['the hold is wrong']),
    ...realm.guard.wrongs(),
  ]
}

/** A third time it finds nothing to do. */
async function quiet({ inputs, version }: Scenario, realm: Realm): Promise<readonly string[]> {
  realm.aws.journal.clear()
  const third = await realm.run({ name: 'third', version, inputs })
  const writes = realm.aws.journal.entries.filter((request) => request.changes && isOfSite(request))
  return [...third.failures(), ...writes.map(({ operation, key }) => `A third run had to ${operation} ${key}`)]
}

/** What a run that prunes everything leaves of earlier ones. */
async function leftOver({ inputs, next }: Scenario, realm: Realm): Promise<readonly string[]> {
  if (next === undefined) return []
  realm.aws.clock.advance(UNFINISHED_IS_OVER)
  await realm.run({ name: 'next', version: next, inputs })
  const { live } = currentOf(realm.aws) ?? {}
  const records = ['current.json', 'lease.json', `releases/${String(live?.sequence).padStart(8, '0')}.json`]
  const wanted = new Set([
    ...Object.keys(build(next)).map((path) => SITE + path),
    ...records.map((name) => STATE + name),
  ])
  const others = realm.aws.buckets.keys(BUCKET).filter((key) => !wanted.has(key) && !isForeign(realm.aws, BUCKET, key))
  return others.map((key) => `${key} is left over`)
}

function isOfSite({ service, key = '' }: JournalEntry): boolean {
  return service === 'cloudfront' || key.startsWith(SITE)
}
