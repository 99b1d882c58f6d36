// What was live when, as the records say and the bucket holds: every release must be that again after a rollback.

import type { BucketObject, LocalAws } from '../../../local/index.ts'
import type { CurrentRecord, RecordedFile } from '../../../src/site/record-model.ts'
import { readCurrent } from '../../../src/site/records/current.ts'
import { BUCKET, SITE, STATE } from './guard.ts'
import { contents, type Holdings, holdings } from './shelf.ts'

export interface Chronicle {
  /** Writes down what is live now, where the records name a release that they did not name before. */
  note(): void
  /** The objects of a release when it was live. */
  of(sequence: number): Holdings | undefined
}

/** Begins before the first release, so that what is there is release 0; or goes on with another one. */
export function chronicle(aws: LocalAws, before?: Chronicle): Chronicle {
  const releases = new Map(before ? [] : [[0, holdings(aws, BUCKET, SITE)]])
  const told: Chronicle = {
    note() {
      const live = currentOf(aws)?.live
      if (live === undefined || told.of(live.sequence)) return
      const keys = new Set(live.files.map(({ key }) => key))
      releases.set(live.sequence, new Map([...holdings(aws, BUCKET, SITE)].filter(([key]) => keys.has(key))))
    },
    of: (sequence) => releases.get(sequence) ?? before?.of(sequence),
  }
  return told
}

/** The record of what is live; undefined where there is none. */
export function currentOf(aws: LocalAws): CurrentRecord | undefined {
  const body = aws.buckets.get(BUCKET, `${STATE}current.json`)?.body
  return body && readCurrent(body, 'current.json', { bucket: BUCKET, prefix: 'dist' })
}

/** What the record says of live files and the bucket does not hold so, as in `dist/app.js: other bytes`. */
export function unlikeRecorded(aws: LocalAws): readonly string[] {
  const files = currentOf(aws)?.live.files ?? []
  return files.flatMap((file) => {
    const fault = faultOf(file, aws.buckets.get(BUCKET, file.key))
    return fault === undefined ? [] : [`${file.key}: ${fault}`]
  })
}

function faultOf({ etag, size, headers }: RecordedFile, object: BucketObject | undefined): string | undefined {
  if (object === undefined) return 'gone'
  if (object.etag !== `"${etag}"` || object.body.length !== size) return 'other bytes'
  return headers === undefined || sorted(headers) === sorted(object.headers) ? undefined : 'other headers'
}

function sorted(headers: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(headers).sort())
}

/** The site as a build has it, in what is unlike it: files of the build, and pages that it does not have. */
export function unlikeBuild(aws: LocalAws, files: Readonly<Record<string, string>>): readonly string[] {
  const there = holdings(aws, BUCKET, SITE)
  const wanted = new Map(Object.entries(files).map(([path, text]) => [SITE + path, text]))
  const other = [...wanted].filter(([key, text]) => there.get(key)?.body.toString() !== text)
  return [...other.map(([key]) => key), ...pagesBesides(there, new Set(wanted.keys()))]
}

/** The site as a release had it, in what is unlike it; pages that stay whatever is live may be named. */
export function unlikeRelease(
  aws: LocalAws,
  release: Holdings,
  staying: ReadonlySet<string> = new Set(),
): readonly string[] {
  const there = holdings(aws, BUCKET, SITE)
  const rehashed = new Set(currentOf(aws)?.rehashed)
  const [now, then] = [contents(asked(there, rehashed)), contents(asked(release, rehashed))]
  const other = Object.keys(then).filter((key) => JSON.stringify(now[key]) !== JSON.stringify(then[key]))
  return [...other, ...pagesBesides(there, new Set(release.keys())).filter((key) => !staying.has(key))]
}

/** A hashed name that has carried two contents is asked for each time, in whichever release. */
function asked(held: Holdings, rehashed: ReadonlySet<string>): Holdings {
  const headersOf = (key: string, headers: BucketObject['headers']) =>
    rehashed.has(key) ? { ...headers, 'Cache-Control': 'no-cache' } : headers
  return new Map([...held].map(([key, object]) => [key, { ...object, headers: headersOf(key, object.headers) }]))
}

/** Pages, but those that somebody else put there. */
function pagesBesides(there: Holdings, wanted: ReadonlySet<string>): readonly string[] {
  const pages = [...there].filter(
    ([key, { headers }]) => /\.html$|ngsw\.json$/.test(key) && !headers['x-amz-meta-owner'],
  )
  return pages.map(([key]) => key).filter((key) => !wanted.has(key))
}
