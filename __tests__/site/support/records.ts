// What lies in the bucket `shop` below `dist`, and what is recorded of it, from a few words: `app.js=1 index.html=2` are
// two files and their contents.

import { roleTeller } from '../../../src/site/describe/roles.ts'
import type { Asset, LiveObject } from '../../../src/site/file-model.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type {
  CurrentRecord,
  KeptContent,
  Known,
  PastRelease,
  RecordedFile,
  ReleaseRecord,
  RetainedFile,
  Situation,
} from '../../../src/site/record-model.ts'
import { asset, digest, live } from './assets.ts'
import { provenance } from './world.ts'

const DAY = 24 * 60 * 60 * 1000

/** What S3's clock shows, in milliseconds since 1970. */
export const NOW = Date.parse('2026-09-30T12:00:00.000Z')

/** So many days before now. */
export function ago(days: number): string {
  return new Date(NOW - days * DAY).toISOString()
}

export const sha256 = (content: string) => digest('sha256', content)
export const etagOf = (content: string) => digest('md5', content)

/** As built. Roles follow the names; a name such as `main-6JLMM7WW.js` is hashed. */
export function assetsOf(words: string): readonly Asset[] {
  const pairs = words.split(' ').filter((word) => word !== '')
  return pairs.map((word) => {
    const [path = '', content = ''] = word.split('=')
    return asset({ path, content, role: roleTeller([])(path), hashed: /-[A-Z0-9]{8}\./.test(path) })
  })
}

/** As S3 lists them; written when the last record was, unless otherwise given. */
export function objectsOf(words: string, given: Partial<LiveObject> = {}): readonly LiveObject[] {
  return assetsOf(words).map((one) => live(one, { modified: Date.parse(ago(1)), ...given }))
}

/** As a release records them. */
export function filesOf(words: string, given: Partial<RecordedFile> = {}): readonly RecordedFile[] {
  return assetsOf(words).map(({ key, role, size, sha256, etag, headers, hashed }) => {
    return { key, role, size, sha256, etag, headers, hashed, mayHaveSettings: false, ...given }
  })
}

/** As they are recorded where nobody has read them. */
export function adoptedFiles(words: string): readonly RecordedFile[] {
  return filesOf(words, { sha256: undefined, headers: undefined, hashed: false, mayHaveSettings: true })
}

/** The words stand for the digest of the content. */
export function release(sequence: number, words: string, given: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    bucket: 'shop',
    prefix: 'dist',
    sequence,
    provenance: provenance(),
    time: ago(1),
    restores: undefined,
    content: words,
    files: filesOf(words),
    ...given,
  }
}

/** A release that was live until yesterday. */
export function past(sequence: number, given: Partial<PastRelease> = {}): PastRelease {
  return {
    sequence,
    provenance: provenance(),
    time: ago(2),
    restores: undefined,
    content: `content of ${sequence}`,
    ended: ago(1),
    left: false,
    missing: [],
    ...given,
  }
}

/** Files of releases that ended yesterday. */
export function retained(words: string, given: Partial<RetainedFile> = {}): readonly RetainedFile[] {
  return filesOf(words).map((file) => ({ file, release: 1, ended: ago(1), condemned: false, ...given }))
}

/** Copies of what those files were, of releases that ended yesterday. */
export function kept(words: string, given: Partial<KeptContent> = {}): readonly KeptContent[] {
  return assetsOf(words).map(({ key, size, sha256, etag }) => {
    return { sha256, size, etag, key, was: etag, release: 1, ended: ago(1), condemned: false, ...given }
  })
}

/** Nothing but release 2, or what is given. */
export function current(given: Partial<CurrentRecord> = {}): CurrentRecord {
  return {
    live: release(2, ''),
    fence: 7,
    nonce: 'n0nce',
    asOf: ago(1),
    hold: undefined,
    history: [],
    ledger: [],
    kept: [],
    begun: [],
    rehashed: [],
    purged: [],
    ...given,
  }
}

/** Exactly what the record says lies in the bucket, unless otherwise given. */
export function situation(given: Partial<Situation> = {}): Situation {
  const record = given.current ?? current()
  const files = [...record.live.files, ...record.ledger.map(({ file }) => file)]
  return {
    objects: files.map(({ key, size, etag }) => ({
      key,
      size,
      etag,
      modified: Date.parse(ago(1)),
      storageClass: undefined,
    })),
    current: record,
    recorded: 'of-the-record',
    open: [],
    settled: [],
    kept: new Map(record.kept.map(({ sha256, etag, size }) => [sha256, { etag, size }])),
    sequences: [],
    others: [],
    now: NOW,
    ...given,
  }
}

/** What is known where release 2 is this, and these objects are there. */
export function known(words: string, objects: string, given: Partial<CurrentRecord> = {}): ReadonlyMap<string, Known> {
  const record = current({ live: release(2, words), ...given })
  return knownObjects(situation({ current: record, objects: objectsOf(objects) }))
}
