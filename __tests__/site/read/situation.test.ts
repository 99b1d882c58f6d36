// What lies in the bucket, and what is recorded of it.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import { readReleases } from '../../../src/site/read/releases.ts'
import { readSituation } from '../../../src/site/read/situation.ts'
import type { CurrentRecord, RecordedFile, ReleaseRecord, Situation } from '../../../src/site/record-model.ts'
import { contentDigest } from '../../../src/site/records/content.ts'
import { writeCurrent } from '../../../src/site/records/current.ts'
import { CURRENT, keptName, releaseName } from '../../../src/site/records/names.ts'
import { writeRelease } from '../../../src/site/records/release.ts'
import { caught } from '../../shared/support/caught.ts'
import { type BucketTrouble, memoryBucket, type Stored, stored } from '../support/memory-bucket.ts'
import { memoryState, type StateTrouble } from '../support/memory-state.ts'
import { ago, assetsOf, current, etagOf, filesOf, past, release, retained, sha256 } from '../support/records.ts'
import { type MemoryWorld, memoryWorld, provenance } from '../support/world.ts'

const site = { bucket: 'shop', prefix: 'dist', concurrency: 8 }

type Objects = Readonly<Record<string, Stored>>

interface Around {
  /** Undefined where nothing is recorded. */
  readonly record?: CurrentRecord
  readonly releases?: readonly ReleaseRecord[]
  /** What else lies in the state. */
  readonly state?: Objects
  readonly objects?: Objects
  readonly trouble?: { readonly state?: StateTrouble; readonly bucket?: BucketTrouble }
}

function worldWith({ record, releases = [], state = {}, objects = {}, trouble = {} }: Around): MemoryWorld {
  const all = [
    ...(record === undefined ? [] : [[CURRENT, asStored(writeCurrent(record))] as const]),
    ...releases.map((one) => [releaseName(one.sequence), asStored(writeRelease(one))] as const),
    ...Object.entries(state),
  ]
  const stateOfThese = memoryState(Object.fromEntries(all), trouble.state)
  return memoryWorld({
    state: stateOfThese,
    bucket: memoryBucket(objects, { ...trouble.bucket, state: stateOfThese }),
  })
}

const asStored = (body: Buffer): Stored => stored(body.toString())

const reading = async (around: Around, depth: 'open' | 'all' = 'open'): Promise<Situation> =>
  await readSituation(site, worldWith(around), depth)

/** As they can be written. */
const full = (sequence: number, words: string, given: Partial<ReleaseRecord> = {}): ReleaseRecord =>
  release(sequence, words, { content: sha256(words), ...given })
const recorded = (given: Partial<CurrentRecord> = {}): CurrentRecord => current({ live: full(2, 'a.js=1'), ...given })
const wasLive = (sequence: number) => past(sequence, { content: sha256(String(sequence)) })
const begun = (sequence: number) => ({ sequence, ended: ago(1) })

const bucketOf = (words: string, given: Partial<Stored> = {}): Objects =>
  Object.fromEntries(assetsOf(words).map(({ key }, at) => [key, stored(words.split(/[ =]/)[2 * at + 1] ?? '', given)]))

describe('where releases are recorded', () => {
  const hash = sha256('kept')
  const around: Around = {
    record: recorded({ history: [wasLive(1)] }),
    releases: [full(1, 'a.js=0'), full(2, 'a.js=1')],
    state: { [keptName(hash)]: stored('kept'), 'kept/notes.txt': stored('notes') },
    objects: bucketOf('a.js=1 b.js=2'),
  }

  test('the record, the objects, what is kept, and which releases there are, are all told', async () => {
    const world = worldWith(around)
    const situation = await readSituation(site, world, 'open')
    expect(situation).toEqual({
      objects: ['1', '2'].map((content, at) => ({
        key: ['dist/a.js', 'dist/b.js'][at],
        size: 1,
        etag: etagOf(content),
        modified: expect.any(Number),
      })),
      current: around.record,
      recorded: world.state.objects.get(CURRENT)?.etag,
      open: [],
      settled: [],
      kept: new Map([[hash, { etag: etagOf('kept'), size: 4 }]]),
      sequences: [1, 2],
      others: [],
      now: world.state.now(),
    })
  })

  test('one record and two lists are all that is asked', async () => {
    const world = worldWith(around)
    await readSituation(site, world, 'all')
    expect([world.state.asked, world.bucket.asked]).toEqual([['get current.json', 'list'], ['list dist/']])
  })

  test('the keys of the record are expected to be there, live and retained', async () => {
    const record = recorded({ ledger: retained('old.js=0') })
    expect(await expectedIn(worldWith({ ...around, record }))).toEqual([[], ['dist/a.js', 'dist/old.js']])
  })

  test('nothing is expected where the record cannot be read, and the list ends nevertheless', async () => {
    const world = worldWith({ state: { [CURRENT]: stored('{}') } })
    expect(await expectedIn(world)).toEqual([[], []])
  })

  test('the built files are, before them', async () => {
    const keys = await expectedIn(worldWith({ ...around, record: recorded() }), Promise.resolve(['a.js', 'new.js']))
    expect(keys).toEqual([['dist/a.js', 'dist/new.js'], ['dist/a.js']])
  })

  async function expectedIn(
    world: MemoryWorld,
    paths?: Promise<readonly string[]>,
  ): Promise<readonly (readonly string[])[]> {
    let expected: readonly Promise<readonly string[]>[] = []
    const list: MemoryWorld['bucket']['list'] = async (prefix, keys) => {
      expected = keys ?? []
      return await world.bucket.list(prefix, keys)
    }
    await readSituation(site, { ...world, bucket: { ...world.bucket, list } }, 'open', paths).catch(() => {})
    return await Promise.all(expected)
  }
})

describe('where nothing is recorded', () => {
  const objects = bucketOf('a-6JLMM7WW.js=1 index.html=2 about.html=3 ngsw.json=4')

  test('everything that is there is release 0, of which only keys and ETags are known', async () => {
    const world = worldWith({ objects })
    const { current: record, recorded: etag, open } = await readSituation(site, world, 'all')
    const roles = {
      'a-6JLMM7WW.js': 'asset',
      'index.html': 'entry',
      'about.html': 'page',
      'ngsw.json': 'worker-manifest',
    }
    const files = Object.entries(roles).map(([path, role], at) => ({
      ...{ key: `dist/${path}`, role, size: 1, etag: etagOf(String(at + 1)) },
      ...{ sha256: undefined, headers: undefined, hashed: false, mayHaveSettings: true },
    }))
    expect(record.live.files).toEqual(files)
    expect(etag).toBeUndefined()
    expect(open).toEqual([])
  })

  test('it comes from no commit, and is as old as the look at it', async () => {
    const world = worldWith({ objects })
    const { current: record, now } = await readSituation(site, world, 'all')
    const { files, ...live } = record.live
    const time = new Date(now).toISOString()
    expect(live).toEqual({
      ...{ bucket: 'shop', prefix: 'dist', sequence: 0, restores: undefined, time },
      ...{ provenance: provenance({ commit: '', ref: '' }), content: contentDigest(files) },
    })
    expect(record).toMatchObject({ fence: 0, nonce: '', asOf: time, hold: undefined })
    const lists = [record.history, record.ledger, record.kept, record.begun, record.rehashed, record.purged]
    expect(lists).toEqual(lists.map(() => []))
  })

  test('it can be recorded as it is', async () => {
    const { current: record } = await reading({ objects })
    expect(() => [writeRelease(record.live), writeCurrent(record)]).not.toThrow()
  })

  test('roles are those of the paths below the prefix, and of whole keys where the site has the whole bucket', async () => {
    const world = worldWith({ objects: { 'index.html': stored('1'), 'ngsw.json': stored('2') } })
    const { current: record } = await readSituation({ ...site, prefix: '' }, world, 'all')
    expect(record.live.files.map(({ role }) => role)).toEqual(['entry', 'worker-manifest'])
  })

  test('an empty bucket is a release of nothing', async () => {
    expect((await reading({})).current.live).toMatchObject({ sequence: 0, files: [] })
  })

  test('the record of release 0, left by a run that came no further, is no release that was begun', async () => {
    expect(await reading({ objects, releases: [full(0, '')] }, 'all')).toMatchObject({
      open: [],
      settled: [],
      sequences: [0],
    })
  })
})

describe('objects of the site', () => {
  const keys = ['dist/a', 'dist/folder/', 'dist/app/b', 'dist/apple', '.colt-deploy/dist/current.json', 'other/c', 'd']
  const objects = Object.fromEntries(keys.map((key) => [key, stored(key)]))
  const there = async (prefix: string, ...names: readonly string[]) => {
    const state = Object.fromEntries(names.map((name) => [name, stored('{}')]))
    return await readSituation({ ...site, prefix }, worldWith({ objects, state }), 'open')
  }
  const keysOf = (situation: Situation) => situation.objects.map(({ key }) => key)

  test('are never the state of deploys, nor folders of the S3 console', async () => {
    expect(keysOf(await there('dist'))).toEqual(['dist/a', 'dist/app/b', 'dist/apple'])
    expect(keysOf(await there(''))).toEqual(['dist/a', 'dist/app/b', 'dist/apple', 'other/c', 'd'])
  })

  test.each<[string, string, readonly string[], readonly string[], readonly string[]]>([
    ['a prefix inside', 'dist', ['app/current.json'], ['dist/app'], ['dist/a', 'dist/apple']],
    ['nobody, where there is but a lease', 'dist', ['app/lease.json'], [], ['dist/a', 'dist/app/b', 'dist/apple']],
    [
      'a prefix further inside',
      'dist',
      ['app/de/current.json'],
      ['dist/app/de'],
      ['dist/a', 'dist/app/b', 'dist/apple'],
    ],
    [
      'one with the name of the whole bucket',
      'dist',
      ['-/current.json'],
      ['dist/-'],
      ['dist/a', 'dist/app/b', 'dist/apple'],
    ],
    ['any prefix, inside the whole bucket', '', ['../dist/current.json'], ['dist'], ['other/c', 'd']],
    [
      'several of them',
      '',
      ['../dist/app/lease.json', '../dist/app/current.json', '../other/current.json'],
      ['dist/app', 'other'],
      ['dist/a', 'dist/apple', 'd'],
    ],
  ])('are not those of %s', async (_, prefix, names, others, expected) => {
    const situation = await there(prefix, ...names)
    expect(situation.others).toEqual(others)
    expect(keysOf(situation)).toEqual(expected)
  })

  test('are those of a folder that is called as if it had a record', async () => {
    const names = ['releases/current.txt', 'app/current.json.bak', 'app/releases/00000001.json']
    expect((await there('dist', ...names)).others).toEqual([])
  })

  test.each<[string, string]>([
    ['releases', 'releases/current.json'],
    ['kept', 'kept/current.json'],
  ])('are not those of a prefix that is called %s', async (folder, name) => {
    expect(await there('dist', name)).toMatchObject({ others: [`dist/${folder}`], sequences: [], kept: new Map() })
  })
})

describe('a release that was begun', () => {
  const releases = [1, 2, 3, 4, 5].map((sequence) => full(sequence, `a.js=${sequence}`))
  const sequencesOf = (all: readonly ReleaseRecord[]) => all.map(({ sequence }) => sequence)

  test.each<[string, Partial<CurrentRecord>, readonly number[]]>([
    ['above the live one', { history: [wasLive(1)] }, [3, 4, 5]],
    ['above those that were found unfinished', { history: [wasLive(1)], begun: [begun(3), begun(4)] }, [5]],
    ['above those that were found unfinished, whatever is live', { begun: [begun(5)] }, []],
    ['above everything that was live', { live: full(5, 'a.js=5'), history: [wasLive(2)] }, []],
    ['in the gap below the live one is settled', { live: full(4, 'a.js=4'), history: [wasLive(1)] }, [5]],
  ])('%s is open', async (_, given, open) => {
    const situation = await reading({ record: recorded(given), releases })
    expect(sequencesOf(situation.open)).toEqual(open)
    expect(situation.sequences).toEqual([1, 2, 3, 4, 5])
  })

  test('is read in full', async () => {
    const { open } = await reading({ record: recorded(), releases })
    expect(open).toEqual(releases.slice(2))
  })

  test('and found unfinished before is read again only by who writes', async () => {
    const around = { record: recorded({ begun: [begun(3), begun(4)] }), releases }
    expect(sequencesOf((await reading(around, 'open')).settled)).toEqual([])
    expect(sequencesOf((await reading(around, 'all')).settled)).toEqual([3, 4])
  })

  test('and found unfinished before may be gone by now', async () => {
    const around = { record: recorded({ begun: [begun(3), begun(4)] }), releases: releases.slice(3) }
    expect(sequencesOf((await reading(around, 'all')).settled)).toEqual([4])
  })
})

describe('what an unfinished release wrote under another ETag than expected, because S3 encrypts', () => {
  const encrypted = { etag: 'of a key' }
  const unfinished = full(3, 'a.js=7')
  const filesIn = ({ open }: Situation): readonly RecordedFile[] => open.flatMap(({ files }) => files)
  const [expected] = filesOf('a.js=7')
  if (expected === undefined) throw new Error('no file')

  test('is known by the SHA-256 that S3 keeps of it', async () => {
    const world = worldWith({ record: recorded(), releases: [unfinished], objects: bucketOf('a.js=7', encrypted) })
    const situation = await readSituation(site, world, 'open')
    expect(filesIn(situation)).toEqual([{ ...expected, etag: 'of a key' }])
    expect(world.bucket.asked).toEqual(['list dist/', 'head dist/a.js'])
  })

  test.each<[string, Objects]>([
    ['other bytes of that size', bucketOf('a.js=8', encrypted)],
    ['bytes of which S3 keeps no SHA-256', bucketOf('a.js=7', { ...encrypted, sha256: undefined })],
  ])('is not: %s', async (_, objects) => {
    const situation = await reading({ record: recorded(), releases: [unfinished], objects })
    expect(filesIn(situation)).toEqual([expected])
  })

  test('is not known by a SHA-256 that nobody has', async () => {
    const unread = full(3, '', { files: filesOf('a.js=7', { sha256: undefined }) })
    const objects = bucketOf('a.js=7', { ...encrypted, sha256: undefined })
    const situation = await reading({ record: recorded(), releases: [unread], objects })
    expect(filesIn(situation).map(({ etag }) => etag)).toEqual([expected.etag])
  })

  test.each<[string, Objects, Partial<CurrentRecord>]>([
    ['what is not there', {}, {}],
    ['what has another size', bucketOf('a.js=77', encrypted), {}],
    ['what is there as expected', bucketOf('a.js=7'), {}],
    ['what is live as recorded', bucketOf('a.js=1'), {}],
    ['what is live as recorded, encrypted', bucketOf('a.js=1', encrypted), { live: live('of a key') }],
    ['what is retained as recorded', bucketOf('a.js=1', encrypted), { live: full(2, ''), ledger: ledger('of a key') }],
  ])('is not looked for in %s', async (_, objects, given) => {
    const world = worldWith({ record: recorded(given), releases: [unfinished], objects })
    await readSituation(site, world, 'open')
    expect(world.bucket.asked).toEqual(['list dist/'])
  })

  function live(etag: string): ReleaseRecord {
    return full(2, 'a.js=1', { files: filesOf('a.js=1', { etag }) })
  }

  function ledger(etag: string): CurrentRecord['ledger'] {
    return filesOf('a.js=1', { etag }).map((file) => ({ file, release: 1, ended: ago(1), condemned: false }))
  }

  test('is looked for in all of them', async () => {
    const releases = [unfinished, full(4, 'a.js=8 b.js=9')]
    const objects = { ...bucketOf('a.js=7', encrypted), ...bucketOf('b.js=9', encrypted) }
    const situation = await reading({ record: recorded(), releases, objects })
    expect(filesIn(situation).map(({ etag }) => etag)).toEqual(['of a key', etagOf('8'), 'of a key'])
  })
})

describe('a record that cannot be gone by stops everything', () => {
  test.each<[string, Around, RegExp]>([
    [
      'damaged',
      { state: { [CURRENT]: stored('{') } },
      /^Could not read s3:\/\/shop\/\.colt-deploy\/dist\/current\.json: it is not JSON\. /,
    ],
    ['of another site', { record: recorded({ live: full(2, '', { bucket: 'other' }) }) }, /used by s3:\/\/other\/dist/],
    [
      'of an unfinished release, damaged',
      { record: recorded(), state: { [releaseName(3)]: stored('{') } },
      /^Could not read s3:\/\/shop\/\.colt-deploy\/dist\/releases\/00000003\.json: it is not JSON\. /,
    ],
    [
      'of an unfinished release, under another number',
      { record: recorded(), state: { [releaseName(4)]: asStored(writeRelease(full(3, ''))) } },
      /00000004\.json: sequence is 3, but its name says 4/,
    ],
  ])('%s', async (_, around, message) => {
    const error = await caught(reading(around, 'all'))
    expect(messagesOf(error)).toEqual([expect.stringMatching(message)])
  })

  test('as does one of a release that is wanted, and gone', async () => {
    const error = await caught(readReleases([1, 2], site, worldWith({ releases: [full(2, '')] })))
    expect(messagesOf(error)).toEqual([
      'Could not read s3://shop/.colt-deploy/dist/releases/00000001.json: the record of release 1 is gone. ' +
        'Did somebody delete it by hand? That release cannot be returned to: choose another one.',
    ])
  })

  test('and what is wrong with the bucket is told with it', async () => {
    const before = (request: string) => {
      if (request.startsWith('list')) throw new Error('no such bucket')
    }
    const around = { state: { [CURRENT]: stored('{') }, trouble: { bucket: { before } } }
    expect(messagesOf(await caught(reading(around)))).toEqual([expect.stringContaining('not JSON'), 'no such bucket'])
  })
})

test('records are read as they were asked for, in their order', async () => {
  const releases = [full(1, 'a.js=1'), full(2, 'a.js=2'), full(3, 'a.js=3')]
  expect(await readReleases([3, 1], site, worldWith({ releases }))).toEqual([releases[2], releases[0]])
})
