import { type Content, tag, type Xml, xmlDocument } from '../xml/write.ts'
import { type Invalidation, statusOf } from './invalidation.ts'

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/'

export function cloudFrontDocument(name: string, content: Exclude<Content, undefined>): string {
  return xmlDocument(name, content, NAMESPACE)
}

/** A list as CloudFront words it: the number, and the items if there are any. */
export function quantified(name: string, items: readonly Xml[]): Xml {
  return tag(name, [tag('Quantity', items.length), tag('Items', items.length === 0 ? undefined : items)])
}

/** What CreateInvalidation and GetInvalidation answer. */
export function invalidationParts(invalidation: Invalidation, now: number): Xml[] {
  return [
    ...invalidationSummary(invalidation, now),
    tag('InvalidationBatch', [
      quantified(
        'Paths',
        invalidation.paths.map((path) => tag('Path', path)),
      ),
      tag('CallerReference', invalidation.callerReference),
    ]),
  ]
}

export function invalidationSummary(invalidation: Invalidation, now: number): Xml[] {
  return [
    tag('Id', invalidation.id),
    tag('Status', statusOf(invalidation, now)),
    tag('CreateTime', new Date(invalidation.createTime).toISOString()),
  ]
}
