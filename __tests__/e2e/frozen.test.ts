// A run that stands still for a minute while another one takes over: whatever it asked for before must harm nobody.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, jest, test } from '@jest/globals'
import type { SendSignal } from '../../local/runner.ts'
import { build } from '../support/releases/builds.ts'
import { runBuilt } from '../support/releases/built.ts'
import { currentOf, unlikeBuild, unlikeRecorded } from '../support/releases/chronicle.ts'
import { dice } from '../support/releases/dice.ts'
import { nameOf } from '../support/releases/fencing.ts'
import { plantForeigners } from '../support/releases/foreigners.ts'
import { BUCKET, SITE, STATE } from '../support/releases/guard.ts'
import { type Beginning, beginningFrom, openRealm, type Realm } from '../support/releases/realm.ts'
import { contents, type Holdings, holdings } from '../support/releases/shelf.ts'
import { wake } from '../support/releases/waking.ts'
import type { Writer } from '../support/releases/writer.ts'

jest.setTimeout(180_000)

const MINUTE = 60_000

let beginning: Beginning
/** That a deploy of version 2 makes when nobody disturbs it. */
let requests: number
beforeAll(async () => {
  await using realm = await openRealm()
  plantForeigners(realm.aws, BUCKET)
  await realm.run({ name: 'first', version: 1 })
  beginning = beginningFrom(realm)
  realm.aws.journal.clear()
  await realm.run({ name: 'whole', version: 2 })
  requests = realm.aws.journal.entries.length
})

/** What version 2 changes or deletes, and version 3 has as version 1 had it: no condition can tell the two apart. */
const alike = Object.keys(build(1))
  .filter((path) => build(1)[path] === build(3)[path] && build(1)[path] !== build(2)[path])
  .map((path) => SITE + path)

test.each(['its requests are done before it wakes', 'it wakes before its requests are done'])('%s', async (order) => {
  const faults: string[] = []
  for (let number = 1; number <= requests; number += 1) {
    const found = await frozenAt(number, order.startsWith('it wakes'))
    faults.push(...found.map((fault) => `Frozen at request ${number}: ${fault}`))
  }
  expect(faults).toEqual([])
  expect(alike).toContain(`${SITE}season.js`)
  expect(alike).toContain(`${SITE}offer.html`)
})

async function frozenAt(number: number, wakesFirst: boolean): Promise<readonly string[]> {
  await using realm = await openRealm(beginning)
  const slow = await beginAndFreeze(number, realm)
  const wasLive = currentOf(realm.aws)?.live.sequence === 2
  realm.aws.clock.advance(MINUTE)
  const other = await realm.run({ name: 'other', version: 3 })
  const then = holdings(realm.aws, BUCKET)
  await wake(slow, wakesFirst, realm)
  const late = changesSince(then, realm)
  const faults = [
    ...(other.account.outcome === 'deployed' ? [] : [`the other was ${other.account.outcome}`]),
    ...endOf(slow, wasLive),
    ...late.filter((change) => !isHarmless(change)).map(({ key, how }) => `${key} is ${how}`),
    ...(await mendedBy('again', 3, late, realm)),
    ...(await takenIn(late, realm)),
    ...realm.guard.wrongs(),
  ]
  return faults
}

async function beginAndFreeze(number: number, realm: Realm): Promise<Writer> {
  const fate = (_: unknown, at: number) => (at === number ? ('freeze' as const) : undefined)
  const slow = await realm.begin({ name: 'slow', version: 2, offset: 1e6, fate })
  await realm.drive(() => slow.isFrozen() || slow.over())
  return slow
}

/** It lost the lease, or saw that something newer is live; unless it had only to give the lease back. */
function endOf({ account, log, failures }: Writer, wasLive: boolean): readonly string[] {
  const { outcome } = account
  const told = [...failures(), ...log.told('warning')].join('\n')
  const words = {
    failed: /Could not go on: (?:another run took over|the lease .* was not renewed)/,
    older: /is older than/,
  }
  if (outcome === 'deployed' && wasLive) return []
  const isTold = outcome === 'failed' || outcome === 'older' ? words[outcome].test(told) : false
  return isTold ? [] : [`the slow one was ${outcome}, and said: ${told}`]
}

interface LateChange {
  readonly key: string
  readonly how: 'new' | 'other' | 'gone'
}

function changesSince(then: Holdings, { aws }: Realm): readonly LateChange[] {
  const [before, after] = [contents(then), contents(holdings(aws, BUCKET))]
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key): LateChange[] => {
    if (key === `${STATE}lease.json` || JSON.stringify(before[key]) === JSON.stringify(after[key])) return []
    return [{ key, how: before[key] === undefined ? 'new' : after[key] === undefined ? 'gone' : 'other' }]
  })
}

/** Files that nobody refers to, and files that the other one left as both had found them. */
function isHarmless({ key, how }: LateChange): boolean {
  if (how === 'new')
    return key.startsWith(`${STATE}kept/`) || (key.startsWith(SITE) && !(key.slice(SITE.length) in build(3)))
  return alike.includes(key)
}

/** Deploys that version again: it names what is not as it was, and puts it right. */
async function mendedBy(name: string, version: number, late: readonly LateChange[], realm: Realm) {
  const again = await realm.run({ name, version })
  const told = again.log.told('warning').join('\n')
  const isNew = (key: string): boolean => late.some((one) => one.key === key && one.how === 'new')
  const edits = late.filter(({ how }) => how !== 'new').map(({ key }) => key.slice(SITE.length))
  return [
    ...edits.filter((path) => !told.includes(path)).map((path) => `${path} is not named`),
    ...unlikeRecorded(realm.aws),
    ...unlikeBuild(realm.aws, build(version))
      .filter((path) => !isNew(path))
      .map((path) => `${path} is not of version ${version}`),
  ]
}

/** The next release knows the files that nobody refers to; pages among them are gone. */
async function takenIn(late: readonly LateChange[], realm: Realm): Promise<readonly string[]> {
  await realm.run({ name: 'next', version: 5 })
  const { live, ledger, kept } = currentOf(realm.aws) ?? {}
  const known = new Set([...(live?.files ?? []), ...(ledger ?? []).map(({ file }) => file)].map(({ key }) => key))
  const hashes = new Set(kept?.map(({ sha256 }) => `${STATE}kept/${sha256}`))
  const there = late.filter(({ key, how }) => how === 'new' && realm.aws.buckets.get(BUCKET, key))
  return [
    ...there.flatMap(({ key }) => (known.has(key) || hashes.has(key) ? [] : [`${key} is in no record`])),
    ...unlikeBuild(realm.aws, build(5)),
  ]
}

test('in the middle of another run', async () => {
  const chance = dice(7)
  const faults: string[] = []
  const ends = new Map<string, number>()
  for (let number = 9; number <= requests; number += 1) {
    const at = 8 + Math.floor(chance() * (requests - 8))
    const { end, found } = await wokenWithin(number, at)
    ends.set(end, (ends.get(end) ?? 0) + 1)
    faults.push(...found.map((fault) => `Frozen at request ${number}, woken at ${at} of the other (${end}): ${fault}`))
  }
  console.log([...ends].map(([end, times]) => `${times} × ${end}`).join('\n'))
  expect(faults).toEqual([])
})

/** The other one goes on when the slow one is over. */
async function wokenWithin(number: number, at: number) {
  await using realm = await openRealm(beginning)
  const slow = await beginAndFreeze(number, realm)
  realm.aws.clock.advance(MINUTE)
  const other = await realm.begin({ name: 'other', version: 3, fate: (_, one) => (one === at ? 'hold' : undefined) })
  await realm.drive(() => other.over() || other.held().length > 0)
  await wake(slow, number % 2 === 0, realm)
  for (const one of other.held()) one.letGo()
  await realm.drive(other.over)
  const end = `slow ${slow.account.outcome}, other ${other.account.outcome}: ${other.failures()[0] ?? ''}`
  const next = await realm.run({ name: 'next', version: 5 })
  const found = [
    ...next.failures(),
    ...unlikeRecorded(realm.aws),
    ...unlikeBuild(realm.aws, build(5)).map((path) => `${path} is not of version 5`),
    ...realm.guard.wrongs(),
  ]
  return { end, found }
}

/** The clock of a process goes on while it stands still; this is how a test tells it by how much. */
const lateClock = `
  import { readFileSync } from 'node:fs'
  const now = performance.now.bind(performance)
  performance.now = () => now() + Number(readFileSync(process.env.LATE_BY, 'utf8'))`

const newFile = SITE + Object.keys(build(2)).find((path) => path.startsWith('main-'))

test.each([
  ['a new file', newFile],
  ['a file that is changed', `${SITE}config.js`],
  ['the entry page', `${SITE}index.html`],
  ['the record', `${STATE}current.json`],
])('the built action, stopped by SIGSTOP at %s', async (_, key) => {
  await using realm = await openRealm(beginning)
  const folder = await mkdtemp(join(tmpdir(), 'frozen-'))
  const late = join(folder, 'late-by')
  await writeFile(late, '0')
  const [stopped, awake] = [Promise.withResolvers<SendSignal>(), Promise.withResolvers<void>()]
  let send: SendSignal
  realm.aws.intercept((request) => {
    if (nameOf(request) !== 'STOPPED' || request.operation !== 'PutObject' || request.key !== key) return undefined
    send('SIGSTOP')
    stopped.resolve(send)
    return { before: awake.promise }
  })
  const run = runBuilt(
    realm,
    { name: 'stopped', version: 2, inputs: {} },
    {
      env: { LATE_BY: late, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(lateClock)}` },
      onStart: (given) => {
        send = given
      },
    },
  )
  const resume = await stopped.promise
  realm.aws.clock.advance(MINUTE)
  await realm.run({ name: 'other', version: 3 })
  const then = holdings(realm.aws, BUCKET)
  await writeFile(late, String(MINUTE))
  awake.resolve()
  resume('SIGCONT')
  const { exitCode, annotations, outputs } = await run
  await rm(folder, { recursive: true })

  expect([exitCode, outputs.outcome]).toEqual([1, 'failed'])
  expect(annotations.error.join('\n')).toMatch(
    /Could not go on: (?:another run took over|the lease .* was not renewed)/,
  )
  expect(changesSince(then, realm).filter((change) => !isHarmless(change))).toEqual([])
  expect(unlikeBuild(realm.aws, build(3)).filter((one) => !alike.includes(one))).toEqual([])
  expect(realm.guard.wrongs()).toEqual([])
})
