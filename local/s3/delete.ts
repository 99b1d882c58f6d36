import { Refusal, type Reply } from '../http/reply.ts'
import { childrenOf, type Element, readXml, textOf } from '../xml/read.ts'
import { tag, type Xml } from '../xml/write.ts'
import { checkDelete } from './conditions.ts'
import { invalidRequest, malformedXml, notImplemented } from './refusals.ts'
import { s3Document } from './rendering.ts'
import { type BucketVisit, contentOf } from './visit.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject({ call, bucket, key }: BucketVisit): Reply {
  if (bucket.conditionalWrites) checkDelete(call.headers['if-match'], bucket.objects.get(key), key)
  bucket.objects.delete(key)
  return { status: 204 }
}

/**
 * Deletes up to 1,000 keys and tells each one's fate inside a 200.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(visit: BucketVisit): Reply {
  const { body } = digested(visit)
  const request = readXml(body.toString())
  const items = childrenOf(request, 'Object')
  if (request?.name !== 'Delete' || items.length === 0 || items.length > 1000) throw malformedXml()
  const quiet = textOf(request, 'Quiet') === 'true'
  return {
    status: 200,
    body: s3Document(
      'DeleteResult',
      items.map((item) => fateOf(item, visit, quiet)),
    ),
  }
}

/** The keys in a batch, for the journal; of a body that cannot be read, none. */
export function keysIn(body: Buffer): string[] {
  return childrenOf(readXml(body.toString()), 'Object').flatMap((item) => textOf(item, 'Key') ?? [])
}

/** A batch delete must say how to tell whether it arrived whole. */
function digested({ call }: BucketVisit): { readonly body: Buffer } {
  const content = contentOf(call)
  if (content.checksum !== undefined || call.headers['content-md5'] !== undefined) return content
  throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*')
}

function fateOf(item: Element, { bucket }: BucketVisit, quiet: boolean): Xml {
  const key = textOf(item, 'Key')
  if (key === undefined || key === '') throw malformedXml()
  try {
    refuseOtherConditions(item)
    if (bucket.conditionalWrites) checkDelete(textOf(item, 'ETag'), bucket.objects.get(key), key)
    bucket.objects.delete(key)
    return quiet ? tag('Deleted', undefined) : tag('Deleted', [tag('Key', key)])
  } catch (error) {
    if (error instanceof Refusal)
      return tag('Error', [tag('Key', key), tag('Code', error.code), tag('Message', error.message)])
    throw error
  }
}

/** Versions are not kept here, and conditions on time and size are for directory buckets only. */
function refuseOtherConditions(item: Element): void {
  const unknown = item.children.find(({ name }) => name !== 'Key' && name !== 'ETag')
  if (unknown !== undefined) throw notImplemented({ Element: unknown.name })
}
