// What the record has condemned is deleted, and nothing else.

import { describe, expect, test } from '@jest/globals'
import type { Tally } from '../../../src/site/model.ts'
import { prune } from '../../../src/site/publish/prune.ts'
import type { CurrentRecord } from '../../../src/site/record-model.ts'
import { keptName, releaseName } from '../../../src/site/records/names.ts'
import { caught } from '../../shared/support/caught.ts'
import { type BucketTrouble, memoryBucket, type Stored, stored } from '../support/memory-bucket.ts'
import { memoryState, type StateTrouble } from '../support/memory-state.ts'
import { current, kept, past, release, retained, sha256 } from '../support/records.ts'
import { type MemoryWorld, memoryWorld } from '../support/world.ts'

interface Pruned {
  readonly world: MemoryWorld
  readonly tally: Tally
  /** Undefined where all went well. */
  readonly error: unknown
  /** Everything that was asked, of both, in its order. */
  readonly asked: readonly string[]
}

interface Around {
  readonly site?: Readonly<Record<string, Stored>>
  readonly state?: Readonly<Record<string, Stored>>
  readonly sequences?: readonly number[]
  readonly trouble?: BucketTrouble & StateTrouble
}

async function pruning(record: CurrentRecord, around: Around = {}): Promise<Pruned> {
  const asked: string[] = []
  const trouble = {
    ...around.trouble,
    before: async (request: string) => {
      asked.push(request)
      await around.trouble?.before?.(request)
    },
  }
  const state = memoryState(around.state ?? {}, trouble)
  const world = memoryWorld({ bucket: memoryBucket(around.site ?? {}, { ...trouble, state }), state })
  const tally = { uploaded: 0, restored: 0, headersUpdated: 0, deleted: 0, bytesUploaded: 0 }
  const { sequences = [] } = around
  const error = await prune(record, { sequences }, world, { concurrency: 8, tally }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return { world, tally, error, asked }
}

const condemned = { condemned: true }
const old = retained('old.js=1', condemned)
const copies = kept('old.html=1', condemned)
const copy = keptName(sha256('1'))
const there = {
  site: { 'dist/old.js': stored('1') },
  state: { [copy]: stored('1'), [releaseName(1)]: stored('release 1') },
  sequences: [1, 2],
}

test('condemned files leave first, then condemned copies, then the records of releases that nobody can return to', async () => {
  const { world, tally, asked } = await pruning(current({ ledger: old, kept: copies }), there)
  expect(asked).toEqual([
    'remove dist/old.js',
    `remove ${copy}`,
    'get releases/00000001.json',
    'remove releases/00000001.json',
  ])
  expect(world.bucket.objects).toEqual(new Map())
  expect(world.state.objects).toEqual(new Map())
  expect(tally).toEqual({ uploaded: 0, restored: 0, headersUpdated: 0, deleted: 1, bytesUploaded: 0 })
  expect(world.log.lines).toEqual(['info: Pruned what no release needs any more: 1 file, 1 copy, 1 record'])
})

test('where nothing is condemned, nothing is asked or told', async () => {
  const ledger = retained('old.js=1')
  const { world, asked } = await pruning(current({ ledger, kept: kept('old.html=1') }), { ...there, sequences: [2] })
  expect(asked).toEqual([])
  expect(world.log.lines).toEqual([])
})

test.each<[string, Partial<CurrentRecord>]>([
  ['is live', { live: release(1, '') }],
  ['can be returned to', { history: [past(1)] }],
  ['was begun, and visitors may have seen it', { begun: [{ sequence: 1, ended: '2026-09-01T12:00:00Z' }] }],
])('the record of a release stays that %s', async (_, given) => {
  const { world } = await pruning(current({ live: release(3, ''), ledger: old, ...given }), {
    ...there,
    sequences: [0, 1, 2, 3],
    state: Object.fromEntries([0, 1, 2, 3].map((sequence) => [releaseName(sequence), stored(String(sequence))])),
  })
  const stay = given.live === undefined ? [1, 3] : [1]
  expect([...world.state.objects.keys()]).toEqual(stay.map(releaseName))
})

describe('what somebody has changed since it was condemned', () => {
  test('stays, and is not counted: a file', async () => {
    const site = { 'dist/old.js': stored('theirs') }
    const { world, tally, error } = await pruning(current({ ledger: old, kept: copies }), { ...there, site })
    expect(error).toBeUndefined()
    expect(world.bucket.objects.get('dist/old.js')).toEqual(stored('theirs'))
    expect(tally.deleted).toBe(0)
    expect(world.log.lines).toEqual(['info: Pruned what no release needs any more: 0 files, 1 copy, 1 record'])
  })

  test('stays: a copy', async () => {
    const state = { [copy]: stored('theirs') }
    const { world, error } = await pruning(current({ kept: copies }), { state })
    expect(error).toBeUndefined()
    expect(world.state.objects.get(copy)).toEqual(stored('theirs'))
    expect(world.log.lines).toEqual(['info: Pruned what no release needs any more: 0 files, 0 copies, 0 records'])
  })
})

test('what is gone already is gone', async () => {
  const { error } = await pruning(current({ ledger: old, kept: copies }), { sequences: [1, 2] })
  expect(error).toBeUndefined()
})

describe('a failure', () => {
  const denied = new Error('AccessDenied')
  const failing = (pattern: RegExp) => ({
    before: (request: string) => {
      if (pattern.test(request)) throw denied
    },
  })
  const two = retained('a.js=1 b.js=2', condemned)
  const site = { 'dist/a.js': stored('1'), 'dist/b.js': stored('2') }

  test('at a file leaves the copies and records of its release, so that a later run finds what it left', async () => {
    const trouble = failing(/remove dist\/b/)
    const { asked, tally } = await pruning(current({ ledger: two, kept: copies }), { ...there, site, trouble })
    expect(asked).toEqual(['remove dist/a.js', 'remove dist/b.js'])
    expect(tally.deleted).toBe(1)
  })

  test('at a copy leaves the records', async () => {
    const trouble = failing(/remove kept/)
    const { asked } = await pruning(current({ ledger: old, kept: copies }), { ...there, trouble })
    expect(asked).toEqual(['remove dist/old.js', `remove ${copy}`])
  })

  test('is told', async () => {
    const world = memoryWorld({ bucket: memoryBucket(site, failing(/remove/)) })
    const tally = { uploaded: 0, restored: 0, headersUpdated: 0, deleted: 0, bytesUploaded: 0 }
    const pruned = prune(current({ ledger: two }), { sequences: [] }, world, { concurrency: 8, tally })
    expect(await caught(pruned)).toMatchObject({ failures: [denied, denied] })
  })
})
