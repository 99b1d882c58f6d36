// What S3 copies for a deploy: an object onto itself with other headers, content that is kept, content that comes back.

import { ServerSideEncryption, StorageClass } from '@aws-sdk/client-s3'
import { conditionHeaders } from '../../shared/aws/conditions.ts'
import type { Place } from '../../shared/aws/place.ts'
import type { S3 } from '../../shared/aws/s3.ts'
import { Failure } from '../../shared/failure.ts'
import type { KeptSettings } from '../file-model.ts'
import type { Bucket } from '../ports.ts'
import { CURRENT, hashOfKept } from '../records/names.ts'
import { copyObject } from './copy.ts'
import { headersOut } from './headers.ts'

type Copies = Pick<Bucket, 'setHeaders' | 'keep' | 'restore'>

/** Copies within the place of the site, and between that and the place of what is kept. */
export function copiesIn(s3: S3, site: Place, kept: Place): Copies {
  return {
    async setHeaders({ key, headers }, etag, settings) {
      const what = `Could not set the headers of ${site.at(key)}`
      // Of what was uploaded in parts, the ETag becomes another one: the checksum tells the bytes where the answer is lost.
      const checksum = etag.includes('-') ? ({ ChecksumAlgorithm: 'SHA256' } as const) : {}
      const content = { MetadataDirective: 'REPLACE', ...headersOut(headers) } as const
      const more = { ...content, ...keptSettings(settings), ...checksum }
      return (await copyObject(s3, { what, from: { place: site, key, etag }, to: { place: site, key }, more })).etag
    },

    async keep(key, etag, name) {
      const what = `Could not keep ${site.at(key)}`
      // Nothing is asked of what lies there: the name is the hash of the content, so it is the same.
      const to = { place: kept, key: kept.prefix + name }
      const from = { place: site, key, etag }
      const copy = await copyObject(s3, { what, from, to, more: { ChecksumAlgorithm: 'SHA256' } })
      const recorded = hashOfKept(name)
      if (recorded !== undefined && (copy.sha256 ?? recorded) !== recorded) {
        throw new Failure(what, {
          why: `its SHA-256 is ${copy.sha256}, but the record says ${recorded}`,
          hint: `Move ${kept.at(kept.prefix + CURRENT)} away: the next deploy records anew what is live.`,
        })
      }
      return copy.etag
    },

    async restore({ name, etag }, { key, sha256, headers }, condition) {
      const what = `Could not restore ${site.at(key)}`
      const from = { place: kept, key: kept.prefix + name, etag }
      const replaced = headers && ({ MetadataDirective: 'REPLACE', ...headersOut(headers) } as const)
      const more = { ...conditionHeaders(condition), ...replaced, ChecksumAlgorithm: 'SHA256' } as const
      const copy = await copyObject(s3, { what, from, to: { place: site, key }, more })
      if ((copy.sha256 ?? sha256) !== sha256) {
        throw new Failure(what, {
          why: `the SHA-256 of ${kept.at(from.key)} is ${copy.sha256}, not ${sha256}`,
          hint: 'What was kept is not what its name says: deploy the wanted release from its build.',
        })
      }
      return copy.etag
    },
  }
}

/** Sent again with a copy, because S3 would otherwise fall back to the bucket's defaults. */
function keptSettings(kept: KeptSettings) {
  return {
    StorageClass: Object.values(StorageClass).find((known) => known === kept.storageClass),
    ServerSideEncryption: Object.values(ServerSideEncryption).find((known) => known === kept.encryption),
    SSEKMSKeyId: kept.kmsKey,
    BucketKeyEnabled: kept.bucketKey,
    WebsiteRedirectLocation: kept.redirect,
  }
}
