// Headers between their HTTP names and the SDK's.

import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { bare } from '../../shared/aws/etag.ts'
import type { Headers, LiveHeaders } from '../file-model.ts'

const METADATA = 'x-amz-meta-'

/** As parameters of PutObject, CopyObject and CreateMultipartUpload. */
export function headersOut(headers: Headers) {
  return {
    CacheControl: headers['Cache-Control'],
    ContentType: headers['Content-Type'],
    ContentDisposition: headers['Content-Disposition'],
    ContentEncoding: headers['Content-Encoding'],
    ContentLanguage: headers['Content-Language'],
    Expires: headers.Expires === undefined ? undefined : new Date(headers.Expires),
    Metadata: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        name.startsWith(METADATA) ? [[name.slice(METADATA.length), value]] : [],
      ),
    ),
  }
}

/** From the answer of HeadObject. */
export function headersIn(head: HeadObjectCommandOutput): LiveHeaders {
  const named = {
    'Cache-Control': head.CacheControl,
    'Content-Type': head.ContentType,
    'Content-Disposition': head.ContentDisposition,
    'Content-Encoding': head.ContentEncoding,
    'Content-Language': head.ContentLanguage,
    Expires: head.ExpiresString,
    ...Object.fromEntries(Object.entries(head.Metadata ?? {}).map(([name, value]) => [METADATA + name, value])),
  }
  return {
    etag: bare(head.ETag),
    sha256: wholeSha256(head.ChecksumSHA256),
    headers: withoutEmpty(named),
    kept: {
      storageClass: head.StorageClass,
      encryption: head.ServerSideEncryption,
      kmsKey: head.SSEKMSKeyId,
      bucketKey: head.BucketKeyEnabled,
      redirect: head.WebsiteRedirectLocation,
    },
  }
}

function withoutEmpty(named: Readonly<Record<string, string | undefined>>): Headers {
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  )
}

/**
 * In hex; undefined where S3 has none of the whole object: the checksum of a multipart upload is one of checksums, and
 * ends in the number of parts.
 */
export function wholeSha256(base64: string | undefined): string | undefined {
  return base64 === undefined || base64.includes('-') ? undefined : Buffer.from(base64, 'base64').toString('hex')
}
