// What must hold in the life of a site, whatever is deployed, taken back, cut short or changed by hand.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Asset } from '../../../src/site/file-model.ts'
import type { ReleaseRecord, Retention } from '../../../src/site/record-model.ts'
import { assetsOf, etagOf, sha256 } from '../support/records.ts'
import {
  contentIn,
  deploy,
  type Life,
  lifeWith,
  orRefused,
  putByHand,
  type Run,
  rollBack,
  situationOf,
} from './life.ts'

const DAY = 24 * 60 * 60 * 1000

const run = fc.record<Run>({
  writes: fc.oneof({ weight: 3, arbitrary: fc.constant(1000) }, { weight: 2, arbitrary: fc.nat(8) }),
  putsBack: fc.boolean(),
})

type Event =
  | { readonly kind: 'deploy'; readonly words: string; readonly cache: string; readonly run: Run }
  | { readonly kind: 'back'; readonly asked: number | undefined; readonly run: Run }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'mine'; readonly path: string; readonly content: string }
  | { readonly kind: 'hand'; readonly path: string; readonly content: string }
  | { readonly kind: 'gone'; readonly path: string }

/** A few names, each with one of a few contents of one size, and one Cache-Control for all. */
const deploys = fc.record({
  kind: fc.constant('deploy' as const),
  words: fc
    .dictionary(
      fc.constantFrom('index.html', 'about.html', 'app.js', 'logo.png', 'chunk.js', 'ngsw.json'),
      fc.constantFrom('1', '2', '3'),
      { maxKeys: 5, noNullPrototype: true },
    )
    .map(wordsOf),
  cache: fc.constantFrom('no-cache', 'no-store'),
  run,
})
const rollbacks = fc.record({
  kind: fc.constant('back' as const),
  asked: fc.option(fc.nat(6), { nil: undefined, freq: 1 }),
  run,
})
const waits = fc.record({ kind: fc.constant('wait' as const), days: fc.constantFrom(0.1, 1, 31) })
const theirs = fc.constantFrom('index.html', 'app.js', 'logo.png')
const content = fc.constantFrom('1', '2', '8', '9')
/** What no release ever has, and what releases have. */
const mine = fc.record({ kind: fc.constant('mine' as const), path: fc.constantFrom('notes.txt', 'mine.html'), content })
const hands = fc.record({ kind: fc.constant('hand' as const), path: theirs, content })
/** Contents that no release ever has. */
const others = fc.record({ kind: fc.constant('hand' as const), path: theirs, content: fc.constantFrom('8', '9') })
const losses = fc.record({ kind: fc.constant('gone' as const), path: theirs })

function wordsOf(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([path, content]) => `${path}=${content}`)
    .join(' ')
}

/** What somebody has put there by hand, then what happens. */
const lives = (...more: readonly fc.Arbitrary<Event>[]) =>
  fc.record({
    filled: fc.dictionary(fc.constantFrom('index.html', 'app.js', 'price.html', 'old.js'), fc.constantFrom('1', '7'), {
      noNullPrototype: true,
    }),
    retention: fc.record<Retention>({ releases: fc.integer({ min: 1, max: 3 }), days: fc.constantFrom(0, 1, 30) }),
    isEncrypted: fc.boolean(),
    events: fc.array(fc.oneof({ weight: 4, arbitrary: deploys }, { weight: 2, arbitrary: rollbacks }, waits, ...more), {
      minLength: 1,
      maxLength: 14,
    }),
  })

type Beginning = Pick<
  ReturnType<typeof lives> extends fc.Arbitrary<infer Given> ? Given : never,
  'filled' | 'retention' | 'isEncrypted'
>

function begin({ filled, retention, isEncrypted }: Beginning): Life {
  return lifeWith(filled, retention, isEncrypted)
}

function built({ words, cache }: { readonly words: string; readonly cache: string }): readonly Asset[] {
  const contents = words.split(' ').map((word) => word.split('=')[1] ?? '')
  return assetsOf(words).map((one, at) => ({
    ...one,
    headers: { 'Cache-Control': cache },
    location: contents[at] ?? '',
  }))
}

/** Answers whether a run came to its end; undefined where there was none, or it was refused. */
function happen(event: Event, life: Life): boolean | undefined {
  life.now += 1000
  if (event.kind === 'wait') life.now += event.days * DAY
  if (event.kind === 'hand') putByHand(life, event.path, event.content)
  if (event.kind === 'mine' && !life.objects.has(`dist/${event.path}`)) putByHand(life, event.path, event.content)
  if (event.kind === 'gone') life.objects.delete(`dist/${event.path}`)
  if (event.kind === 'deploy') return deploy(life, built(event), event.run)
  if (event.kind !== 'back' || life.current === undefined) return undefined
  return orRefused(() => rollBack(life, event.asked, event.run))
}

/** As a script, what lies at the keys of these files: `app.js=1 no-cache`. */
function site(files: readonly { readonly key: string }[], life: Life): readonly string[] {
  return files.map(({ key }) => {
    const there = life.objects.get(key)
    return `${key} ${there?.content} ${there?.headers['Cache-Control']}`
  })
}

function wished(assets: readonly Asset[]): readonly string[] {
  return assets.map((asset) => `${asset.key} ${contentIn(asset)} ${asset.headers['Cache-Control']}`)
}

/** What of a release can no longer be had, or only until prune comes; what a run that was cut short left is judged later. */
function lost({ files }: ReleaseRecord, life: Life): readonly string[] {
  const { current, objects, kept } = life
  const isCutShort = situationOf(life).open.length > 0
  const condemned = <Entry extends { readonly condemned: boolean }>(
    entries: readonly Entry[] = [],
  ): readonly Entry[] => (isCutShort ? [] : entries.filter((entry) => entry.condemned))
  const pruned = new Set(condemned(current?.ledger).map(({ file }) => file.key))
  const leaving = new Set(condemned(current?.kept).map((copy) => copy.sha256))
  const copies = [...kept].filter(([hash, { content: bytes }]) => !leaving.has(hash) && sha256(bytes) === hash)
  return files
    .filter(({ key, sha256: hash, etag }) => {
      const there = objects.get(key)
      if (hash === undefined) return there?.etag !== etag && !copies.some(([, copy]) => copy.etag === etag)
      const isAtKey = there !== undefined && sha256(there.content) === hash && !pruned.has(key)
      return !isAtKey && !copies.some(([one]) => one === hash)
    })
    .map(({ key }) => key)
}

/** Whose bytes can be known again: where S3 encrypts, nobody can tell those that were not read. */
function isTraceable({ files }: ReleaseRecord, { isEncrypted }: Life): boolean {
  return !isEncrypted || files.every((file) => file.sha256 !== undefined)
}

/** Releases that were live and are needed, as the runs left them that recorded them, and when they ended. */
interface Chronicle {
  record: Life['current']
  needed: readonly { readonly release: ReleaseRecord; readonly ended: number }[]
}

/** When a record is written, those are still needed of the last so many contents, and those that ended in the last so many days. */
function note(chronicle: Chronicle, { current, now, retention: { releases, days } }: Life): void {
  if (current === undefined || current === chronicle.record) return
  chronicle.record = current
  const last = chronicle.needed.at(-1)
  const isNext = last?.release.sequence !== current.live.sequence
  const before = isNext
    ? chronicle.needed.map((one) => ({ ...one, ended: Math.min(one.ended, now) }))
    : chronicle.needed
  const isNothing = current.live.sequence === 0 && current.live.files.length === 0
  const all = isNext && !isNothing ? [...before, { release: current.live, ended: Number.POSITIVE_INFINITY }] : before
  const contents = new Set([...new Set(all.map(({ release }) => release.content).toReversed())].slice(0, releases))
  chronicle.needed = all.filter(({ release, ended }) => contents.has(release.content) || now - ended < days * DAY)
}

describe('whatever is deployed, taken back and cut short', () => {
  test('what was wanted is live, bytes and headers, and pages that were not are gone', () => {
    fc.assert(
      fc.property(lives(mine), (given) => {
        const life = begin(given)
        for (const event of given.events) {
          if (happen(event, life) !== true || event.kind !== 'deploy') continue
          expect(site(built(event), life)).toEqual(wished(built(event)))
          const wanted = new Set(built(event).map(({ key }) => key))
          const pages = ['dist/index.html', 'dist/about.html', 'dist/ngsw.json'].filter((key) => !wanted.has(key))
          const wereThere = new Set(Object.keys(given.filled).map((path) => `dist/${path}`))
          expect(pages.filter((key) => life.objects.has(key) && !wereThere.has(key))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('everything that a release within the retention refers to is there or kept, and prune does not take it', () => {
    fc.assert(
      fc.property(lives(mine), (given) => {
        const life = begin(given)
        const chronicle: Chronicle = { record: undefined, needed: [] }
        for (const event of given.events) {
          happen(event, life)
          note(chronicle, life)
          const all = chronicle.needed.map(({ release }) => release)
          const releases = all.filter((release) => isTraceable(release, life))
          expect(releases.flatMap((release) => lost(release, life))).toEqual([])
          const known = [...(life.current?.history ?? []), ...(life.current ? [life.current.live] : [])]
          const sequences = known.map(({ sequence }) => sequence)
          expect(releases.map(({ sequence }) => sequence).filter((one) => !sequences.includes(one))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('every release within the retention can be returned to, and is exactly as it was', () => {
    fc.assert(
      fc.property(lives(mine), fc.nat(), (given, pick) => {
        const life = begin(given)
        const chronicle: Chronicle = { record: undefined, needed: [] }
        for (const event of given.events) {
          happen(event, life)
          note(chronicle, life)
        }
        const known = new Set(life.current?.history.map(({ sequence }) => sequence))
        const releases = chronicle.needed.map(({ release }) => release)
        const targets = releases.filter((release) => known.has(release.sequence) && isTraceable(release, life))
        const target = targets[pick % Math.max(1, targets.length)]
        if (target === undefined) return
        life.now += 1000
        expect(rollBack(life, target.sequence, { writes: 1000, putsBack: false })).toBe(true)
        const there = target.files.map(({ key }) => life.objects.get(key)?.content ?? '')
        expect(
          there.map((bytes, at) => (target.files[at]?.sha256 === undefined ? etagOf(bytes) : sha256(bytes))),
        ).toEqual(target.files.map(({ sha256: hash, etag }) => hash ?? etag))
      }),
      { numRuns: 200 },
    )
  })

  test('what is not ours stays as it is and where it is, and no record counts it as ours', () => {
    fc.assert(
      fc.property(lives(mine), (given) => {
        const life = begin(given)
        const put = new Map([...life.objects].map(([key, { content }]) => [key, content]))
        for (const event of given.events) {
          happen(event, life)
          if (event.kind === 'mine')
            put.set(`dist/${event.path}`, life.objects.get(`dist/${event.path}`)?.content ?? '')
          const nobodys = [...put].filter(([key]) => /notes|mine|price|old/.test(key))
          expect(nobodys.map(([key]) => [key, life.objects.get(key)?.content])).toEqual(nobodys)
          const ledger = (life.current?.ledger ?? []).map(({ file }) => file.key)
          expect(ledger.filter((key) => nobodys.some(([one]) => one === key))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('no file that visitors of a release may have been told of is gone before its time', () => {
    fc.assert(
      fc.property(lives(), (given) => {
        const life = begin(given)
        const shown: { readonly keys: readonly string[]; since: number | undefined }[] = []
        for (const event of given.events) {
          const before = new Set(life.objects.keys())
          const isRecorded = happen(event, life)
          if (isRecorded === undefined) continue
          for (const one of shown) one.since ??= life.now
          const wanted = event.kind === 'deploy' ? built(event) : []
          const assets = wanted.filter((asset) => {
            return asset.role === 'asset' && life.objects.get(asset.key)?.content === contentIn(asset)
          })
          const isSeen = !isRecorded && assets.some(({ key }) => !before.has(key))
          const isSettled = event.kind === 'deploy' && event.run.putsBack
          if (isSeen) shown.push({ keys: assets.map(({ key }) => key), since: isSettled ? life.now : undefined })
          const days = Math.max(1, life.retention.days)
          const young = shown.filter(({ since }) => since === undefined || life.now - since < days * DAY)
          expect(young.flatMap(({ keys }) => keys).filter((key) => !life.objects.has(key))).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('whatever somebody changes by hand', () => {
  test('what was wanted is live after the next deploy, bytes and headers', () => {
    fc.assert(
      fc.property(lives(mine, hands, losses), (given) => {
        const life = begin(given)
        for (const event of given.events) {
          if (happen(event, life) !== true || event.kind !== 'deploy') continue
          expect(site(built(event), life)).toEqual(wished(built(event)))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('a rollback is refused, or the release is exactly as it was', () => {
    fc.assert(
      fc.property(lives(hands, losses), fc.nat(9), (given, asked) => {
        const life = begin(given)
        for (const event of given.events) happen(event, life)
        const target = life.releases.get(asked)
        const isBack = happen({ kind: 'back', asked, run: { writes: 1000, putsBack: false } }, life)
        if (isBack === undefined || target === undefined) return
        const read = target.files.filter((file) => file.sha256 !== undefined)
        expect(read.map(({ key }) => sha256(life.objects.get(key)?.content ?? ''))).toEqual(
          read.map((file) => file.sha256),
        )
      }),
      { numRuns: 200 },
    )
  })

  test('a release that is taken back leaves what was live as it lay there', () => {
    fc.assert(
      fc.property(lives(mine, others, losses), (given) => {
        const life = begin(given)
        for (const event of given.events) {
          const { current, open } = situationOf(life)
          const live = current.live.files.filter(({ key }) => life.objects.has(key))
          const before = live.map(({ key }) => life.objects.get(key)?.content)
          const isCutShort = happen(event, life) === false && 'run' in event
          if (!isCutShort || !event.run.putsBack || open.length > 0 || !isTraceable(current.live, life)) continue
          expect(live.map(({ key }) => life.objects.get(key)?.content)).toEqual(before)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('what somebody put in place of ours is kept when it is put right', () => {
    fc.assert(
      fc.property(lives(), theirs, deploys, (given, path, next) => {
        const life = begin({ ...given, retention: { releases: 3, days: 30 } })
        for (const event of given.events) happen(event, life)
        putByHand(life, path, 'byhand')
        happen({ ...next, run: { writes: 1000, putsBack: false } }, life)
        const isThere = life.objects.get(`dist/${path}`)?.content === 'byhand'
        expect(isThere || life.kept.has(sha256('byhand'))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
