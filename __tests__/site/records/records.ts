// Records with every field that there is, and what tests do to them.

import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Failure } from '../../../src/shared/failure.ts'
import type { Provenance } from '../../../src/shared/provenance.ts'
import type { CurrentRecord, RecordedFile, ReleaseRecord } from '../../../src/site/record-model.ts'

export const site = { bucket: 'shop', prefix: 'dist' }
export const where = 's3://shop/.colt-deploy/dist/current.json'

export const hash = (content: string): string => createHash('sha256').update(content).digest('hex')

const provenance: Provenance = {
  repository: 'shop/web',
  workflow: '.github/workflows/deploy.yml',
  commit: '0123456789abcdef0123456789abcdef01234567',
  ref: 'refs/heads/main',
  run: '17',
  number: 4,
  attempt: 1,
  actor: 'zoe',
  environment: 'prod',
}

const bare = { sha256: undefined, headers: undefined, hashed: false, mayHaveSettings: true }
const plain = { role: 'asset', etag: 'e0', ...bare } as const
const page = { 'Cache-Control': 'no-cache', 'Content-Type': 'text/html; charset=utf-8' }

export const files: readonly RecordedFile[] = [
  {
    key: 'dist/app-6JLMM7WW.js',
    role: 'asset',
    size: 1200,
    sha256: hash('app'),
    etag: 'e1',
    headers: { 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Type': 'text/javascript' },
    hashed: true,
    mayHaveSettings: false,
  },
  {
    ...plain,
    key: 'dist/index.html',
    role: 'entry',
    size: 300,
    sha256: hash('index'),
    headers: page,
    mayHaveSettings: false,
  },
  { ...plain, key: 'dist/old.pdf', size: 0 },
]

export const release: ReleaseRecord = {
  ...site,
  sequence: 9,
  provenance,
  time: '2026-03-01T10:00:00.000Z',
  restores: 6,
  content: hash('content'),
  files,
}

const ended = '2026-03-01T10:00:00.000Z'

/** Two entries in every list, the first of them with all that may be left out. */
export const current: CurrentRecord = {
  live: release,
  fence: 12,
  nonce: 'n0nce',
  asOf: '2026-03-01T10:00:01.000Z',
  hold: { actor: 'zoe', time: '2026-03-01T09:59:00Z', run: 'https://github.com/run/17', reason: 'broken' },
  history: [
    {
      ...{ sequence: 6, provenance, time: '2026-01-01T10:00:00.000Z', restores: 2, content: hash('content'), ended },
      left: true,
      missing: ['a.txt', 'b.txt'],
    },
    {
      ...{ sequence: 7, provenance, time: '2026-02-01T10:00:00.000Z', restores: undefined, content: hash('7'), ended },
      left: false,
      missing: [],
    },
  ],
  ledger: [
    {
      file: {
        key: 'dist/app-ABCDEFGH.js',
        role: 'page',
        size: 7,
        sha256: hash('old'),
        etag: 'e2-3',
        headers: page,
        hashed: true,
        mayHaveSettings: false,
      },
      release: 7,
      ended,
      condemned: true,
    },
    { file: { ...plain, key: 'dist/z.txt', size: 9 }, release: 6, ended, condemned: false },
  ],
  kept: [
    {
      sha256: '0'.repeat(64),
      size: 1,
      etag: 'k1',
      key: 'dist/index.html',
      was: 'w1',
      release: 6,
      ended,
      condemned: true,
    },
    {
      sha256: '1'.repeat(64),
      size: 2,
      etag: 'k2',
      key: 'dist/index.html',
      was: 'w2',
      release: 7,
      ended,
      condemned: false,
    },
  ],
  begun: [
    { sequence: 8, ended },
    { sequence: 10, ended },
  ],
  rehashed: ['dist/app-6JLMM7WW.js', 'dist/b-6JLMM7WW.js'],
  purged: [
    { glob: 'drafts/**', until: 6 },
    { glob: '*.map', until: 7 },
  ],
}

export type Document = Record<string, unknown>

/** What a record's bytes say. */
export function documentIn(body: Buffer): Document {
  return JSON.parse(String(body[0] === 0x1f ? gunzipSync(body) : body)) as Document
}

/** A document as bytes, with the digest that it has now. */
export function sealed({ sha256: _, ...document }: Document): Buffer {
  return Buffer.from(JSON.stringify({ ...document, sha256: hash(JSON.stringify(document)) }))
}

/** A place in a document, as in `['files', 0, 'size']`. */
export type Place = readonly (string | number)[]

/** The same with another value at one place; undefined removes it. */
export function changed(document: unknown, [first, ...rest]: Place, value: unknown): unknown {
  if (first === undefined) return value
  const copy = Array.isArray(document) ? [...document] : { ...(document as object) }
  const inner = changed(Reflect.get(copy, first), rest, value)
  if (inner === undefined) Reflect.deleteProperty(copy, first)
  else Object.defineProperty(copy, first, { value: inner, enumerable: true, configurable: true, writable: true })
  return copy
}

/** Every place of a document, and what is there. */
export function placesIn(value: unknown, at: Place = []): readonly (readonly [place: Place, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [[at, value]]
  const inside = Object.entries(value).flatMap(([name, one]) =>
    placesIn(one, [...at, Array.isArray(value) ? Number(name) : name]),
  )
  return at.length === 0 ? inside : [[at, value], ...inside]
}

/** As messages name it: `files[0].size`. */
export function named(place: Place): string {
  return place
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1)
}

/** The Failure that the work throws; nothing else may be thrown, and something must. */
export function failureOf(work: () => unknown): Failure {
  const failure = failureIn(work)
  if (failure === undefined) throw new Error('Nothing was thrown.')
  return failure
}

/** The same where nothing may have to be thrown. */
export function failureIn(work: () => unknown): Failure | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
