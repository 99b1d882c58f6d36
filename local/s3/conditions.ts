import type { StoredObject } from './object.ts'
import { noSuchKey, notImplemented, preconditionFailed } from './refusals.ts'

type Headers = Readonly<Record<string, string>>

/**
 * What a write demands of the object it replaces.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(headers: Headers, current: StoredObject | undefined, key: string): void {
  const match = headers['if-match']
  const none = headers['if-none-match']
  if (match !== undefined && none !== undefined) throw notImplemented({ Header: 'If-Match' })
  if (none !== undefined && none !== '*') throw notImplemented({ Header: 'If-None-Match' })
  if (none === '*' && current !== undefined) throw preconditionFailed('If-None-Match')
  if (match !== undefined) checkPresent(match, current, key)
}

/**
 * What a delete demands of the object; unlike a write it may ask for any ETag with `*`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export function checkDelete(match: string | undefined, current: StoredObject | undefined, key: string): void {
  if (match === undefined) return
  if (match === '*' && current !== undefined) return
  checkPresent(match, current, key)
}

function checkPresent(match: string, current: StoredObject | undefined, key: string): void {
  if (current === undefined) throw noSuchKey(key)
  if (!sameTag(match, current.etag)) throw preconditionFailed('If-Match')
}

/** What a reader demands, and whether it has the object already. */
export function checkRead(headers: Headers, object: StoredObject): 'send' | 'not modified' {
  checkMatch(headers['if-match'], headers['if-unmodified-since'], object, 'If-')
  const none = headers['if-none-match']
  if (none !== undefined) return listed(none, object.etag) ? 'not modified' : 'send'
  return changedSince(headers['if-modified-since'], object) ? 'send' : 'not modified'
}

/** What a copy demands of its source: as a reader does, but what a reader has already is a failed condition here. */
export function checkSource(headers: Headers, source: StoredObject): void {
  const prefix = 'x-amz-copy-source-if-'
  checkMatch(headers[`${prefix}match`], headers[`${prefix}unmodified-since`], source, prefix)
  const none = headers[`${prefix}none-match`]
  if (none !== undefined && listed(none, source.etag)) throw preconditionFailed(`${prefix}none-match`)
  if (none === undefined && !changedSince(headers[`${prefix}modified-since`], source)) {
    throw preconditionFailed(`${prefix}modified-since`)
  }
}

/** An ETag condition outranks the date beside it. */
function checkMatch(
  match: string | undefined,
  unmodified: string | undefined,
  object: StoredObject,
  prefix: string,
): void {
  if (match !== undefined) {
    if (!listed(match, object.etag)) throw preconditionFailed(`${prefix}Match`)
  } else if (unmodified !== undefined && object.lastModified > Date.parse(unmodified)) {
    throw preconditionFailed(`${prefix}Unmodified-Since`)
  }
}

function changedSince(date: string | undefined, object: StoredObject): boolean {
  return date === undefined || !(object.lastModified <= Date.parse(date))
}

function listed(tags: string, etag: string): boolean {
  return tags.split(',').some((tag) => tag.trim() === '*' || sameTag(tag, etag))
}

function sameTag(a: string, b: string): boolean {
  return bare(a) === bare(b)
}

function bare(tag: string): string {
  return tag.trim().replace(/^(W\/)?"?|"?$/g, '')
}
