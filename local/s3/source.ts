import { checkSource } from './conditions.ts'
import type { StoredObject } from './object.ts'
import { invalidArgument, noSuchKey, notImplemented } from './refusals.ts'
import { bucketNamed } from './store.ts'
import { refuseOtherOwner } from './strictness.ts'
import type { BucketVisit } from './visit.ts'

/** The object that a copy is made from. */
export interface Source {
  readonly bucket: string
  readonly key: string
  readonly object: StoredObject
}

/** Finds the source of CopyObject or UploadPartCopy and holds it to the conditions of the request. */
export function sourceOf({ call, store }: BucketVisit): Source {
  const [bucket, key] = addressIn(call.headers['x-amz-copy-source'] ?? '')
  const { owner, objects } = bucketNamed(store, bucket)
  refuseOtherOwner(call.headers['x-amz-source-expected-bucket-owner'], owner)
  const object = objects.get(key)
  if (object === undefined) throw noSuchKey(key)
  checkSource(call.headers, object)
  return { bucket, key, object }
}

/** `[/]bucket/key`, URL-encoded; a plus sign that is not encoded means a space here, unlike in a path. */
export function addressIn(header: string): [string, string] {
  if (header.includes('?versionId=')) throw notImplemented({ Header: 'x-amz-copy-source', Value: header })
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(header)) ?? []
  if (bucket !== undefined && key !== undefined) return [bucket, key]
  throw invalidArgument(
    'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    'x-amz-copy-source',
    header,
  )
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header.replaceAll('+', ' '))
  } catch {
    throw invalidArgument('Copy Source must be URL-encoded', 'x-amz-copy-source', header)
  }
}
