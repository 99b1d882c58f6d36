import { Refusal } from '../http/reply.ts'
import { childOf, childrenOf, readXml, textOf } from '../xml/read.ts'
import type { Batch } from './invalidation.ts'

/** Reads the body of CreateInvalidation. */
export function batchIn(body: Buffer): Batch {
  const batch = readXml(body.toString())
  if (batch?.name !== 'InvalidationBatch')
    throw new Refusal(400, 'MalformedXML', 'The XML document is not well formed.')
  const paths = pathsIn(body)
  const callerReference = textOf(batch, 'CallerReference') ?? ''
  if (callerReference === '') throw new Refusal(400, 'InvalidArgument', 'The caller reference is missing.')
  if (paths.length === 0) throw new Refusal(400, 'InvalidArgument', 'Your request contains no invalidation paths.')
  if (Number(textOf(childOf(batch, 'Paths'), 'Quantity')) !== paths.length) {
    throw new Refusal(400, 'InconsistentQuantities', 'The value of Quantity and the size of Items do not match.')
  }
  return { callerReference, paths }
}

/** The paths in it, for the journal; of a body that cannot be read, none. */
export function pathsIn(body: Buffer): string[] {
  const paths = childOf(readXml(body.toString()), 'Paths')
  return childrenOf(childOf(paths, 'Items'), 'Path').map(({ text }) => text)
}
