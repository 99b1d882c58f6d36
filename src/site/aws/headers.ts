// Headers between their HTTP names and the SDK's.

import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import type { Headers, LiveHeaders } from '../model.ts'

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
    etag: (head.ETag ?? '').replaceAll('"', ''),
    // The checksum of a multipart upload is one of checksums, and ends in the number of parts.
    sha256: head.ChecksumSHA256?.includes('-') ? undefined : hexOf(head.ChecksumSHA256),
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

function hexOf(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex')
}
