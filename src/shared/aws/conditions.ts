// Conditional writes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html

import { statusOf } from '../aws-errors.ts'
import { type Condition, ConditionRefused } from '../objects.ts'
import { quoted } from './etag.ts'

export function conditionHeaders(condition: Condition) {
  return 'etag' in condition ? { IfMatch: quoted(condition.etag) } : { IfNoneMatch: '*' }
}

/**
 * Tells a refused condition from other failures: 412 where it does not hold, 409 where another write to the key was
 * under way, 404 where the object of an `If-Match` is gone (or where an upload was completed by an attempt whose answer
 * was lost).
 */
export async function refusedOr<Answer>(key: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (error) {
    const status = statusOf(error)
    const asked = error instanceof Error && error.name !== 'NoSuchBucket'
    if (asked && (status === 412 || status === 409 || status === 404)) throw new ConditionRefused(key, status, error)
    throw error
  }
}
