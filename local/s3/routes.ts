import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getBucketTagging,
  headBucket,
  listBuckets,
} from './about-bucket.ts'
import { completeMultipartUpload } from './complete.ts'
import { copyObject } from './copy.ts'
import { deleteObject, deleteObjects } from './delete.ts'
import { getObject, headObject } from './get.ts'
import { listObjectsV2 } from './list.ts'
import { listParts, uploadPart, uploadPartCopy } from './parts.ts'
import { putObject } from './put.ts'
import { abortMultipartUpload, createMultipartUpload, listMultipartUploads } from './uploads.ts'
import { type Act, fromAnywhere, inBucket } from './visit.ts'

/** How an operation of S3 is told from the others. */
export interface Route {
  readonly name: string
  readonly method: string
  readonly place: 'service' | 'bucket' | 'object'
  /** The query parameter that makes it this operation. */
  readonly marker?: string
  /** Is it this operation because it names a source to copy from? */
  readonly copies?: boolean
  /** The other query parameters it understands. */
  readonly also?: readonly string[]
  readonly changes?: boolean
  readonly act: Act
}

const LIST = 'prefix delimiter max-keys start-after continuation-token encoding-type fetch-owner'.split(' ')
const UPLOADS = 'prefix key-marker upload-id-marker max-uploads encoding-type'.split(' ')
const OVERRIDES = 'cache-control content-disposition content-encoding content-language content-type expires'
  .split(' ')
  .map((name) => `response-${name}`)

const changes = true
const copies = true
const part = { method: 'PUT', place: 'object', marker: 'uploadId', also: ['partNumber'], changes } as const

/** Every operation of S3 that Local AWS knows. */
export const ROUTES: readonly Route[] = [
  { name: 'ListBuckets', method: 'GET', place: 'service', act: listBuckets },
  { name: 'CreateBucket', method: 'PUT', place: 'bucket', changes, act: createBucket },
  { name: 'DeleteBucket', method: 'DELETE', place: 'bucket', changes, act: inBucket(deleteBucket) },
  { name: 'HeadBucket', method: 'HEAD', place: 'bucket', act: inBucket(headBucket) },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    place: 'bucket',
    marker: 'location',
    act: fromAnywhere(getBucketLocation),
  },
  { name: 'GetBucketTagging', method: 'GET', place: 'bucket', marker: 'tagging', act: inBucket(getBucketTagging) },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    place: 'bucket',
    marker: 'list-type',
    also: LIST,
    act: inBucket(listObjectsV2),
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    place: 'bucket',
    marker: 'uploads',
    also: UPLOADS,
    act: inBucket(listMultipartUploads),
  },
  { name: 'DeleteObjects', method: 'POST', place: 'bucket', marker: 'delete', changes, act: inBucket(deleteObjects) },
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    place: 'object',
    marker: 'uploads',
    changes,
    act: inBucket(createMultipartUpload),
  },
  { name: 'UploadPartCopy', ...part, copies, act: inBucket(uploadPartCopy) },
  { name: 'UploadPart', ...part, act: inBucket(uploadPart) },
  {
    name: 'ListParts',
    method: 'GET',
    place: 'object',
    marker: 'uploadId',
    also: ['max-parts', 'part-number-marker'],
    act: inBucket(listParts),
  },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    place: 'object',
    marker: 'uploadId',
    changes,
    act: inBucket(completeMultipartUpload),
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    place: 'object',
    marker: 'uploadId',
    changes,
    act: inBucket(abortMultipartUpload),
  },
  { name: 'CopyObject', method: 'PUT', place: 'object', copies, changes, act: inBucket(copyObject) },
  { name: 'PutObject', method: 'PUT', place: 'object', changes, act: inBucket(putObject) },
  { name: 'GetObject', method: 'GET', place: 'object', also: OVERRIDES, act: inBucket(getObject) },
  { name: 'HeadObject', method: 'HEAD', place: 'object', also: OVERRIDES, act: inBucket(headObject) },
  { name: 'DeleteObject', method: 'DELETE', place: 'object', changes, act: inBucket(deleteObject) },
]
