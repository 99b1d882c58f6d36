// May somebody do this? What no statement allows is denied, and what one denies no other can allow.

import { type Context, isMet } from './conditions.ts'
import { covers } from './patterns.ts'
import type { Statement } from './statement.ts'

/** One action on one resource, which a request takes the right to. */
export interface Right {
  /** As in `s3:PutObject`. */
  readonly action: string
  /** Its ARN; `*` where the action knows no resources. */
  readonly resource: string
  readonly context?: Context
}

export type Decision =
  | { readonly kind: 'allowed'; readonly by: readonly Statement[] }
  | { readonly kind: 'denied'; readonly explicitly: boolean }

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function decisionOn(right: Right, statements: readonly Statement[], sender: Context = {}): Decision {
  const speaking = statements.filter((statement) => isAbout(statement, right, { ...right.context, ...sender }))
  if (speaking.some(({ effect }) => effect === 'Deny')) return { kind: 'denied', explicitly: true }
  return speaking.length === 0 ? { kind: 'denied', explicitly: false } : { kind: 'allowed', by: speaking }
}

function isAbout(
  { actions, resources, conditions }: Statement,
  { action, resource }: Right,
  context: Context,
): boolean {
  return (
    actions.some((pattern) => covers(pattern.toLowerCase(), action.toLowerCase())) &&
    resources.some((pattern) => covers(pattern, resource)) &&
    conditions.every((condition) => isMet(condition, context))
  )
}
