// The statements of a policy document. What is not understood here is refused, so that no right is given by oversight.

import { type Json, type JsonMap, listIn, mapIn, textsIn } from '../json.ts'

export interface Statement {
  /** '' where it has none. */
  readonly sid: string
  readonly effect: 'Allow' | 'Deny'
  /** Patterns. */
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly conditions: readonly Condition[]
}

/** One key of a condition; all conditions have to be met, each by one of its values. */
export interface Condition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

const KNOWN = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export function statementsOf(documents: readonly Json[]): readonly Statement[] {
  return documents.flatMap((document) => listIn(mapIn(document).Statement).map((one) => statementOf(mapIn(one))))
}

function statementOf(given: JsonMap): Statement {
  const unknown = Object.keys(given).filter((name) => !KNOWN.includes(name))
  if (unknown.length > 0) throw new Error(`A statement holds what is not known here: ${unknown.join(', ')}.`)
  if (given.Effect !== 'Allow' && given.Effect !== 'Deny') throw new Error('A statement neither allows nor denies.')
  return {
    sid: String(given.Sid ?? ''),
    effect: given.Effect,
    actions: textsIn(given.Action),
    // Who may take a role is said without a resource: it is the role.
    resources: given.Principal === undefined ? textsIn(given.Resource) : ['*'],
    conditions: conditionsOf(mapIn(given.Condition)),
  }
}

function conditionsOf(given: JsonMap): readonly Condition[] {
  return Object.entries(given).flatMap(([operator, keys]) =>
    Object.entries(mapIn(keys)).map(([key, values]) => ({ operator, key, values: textsIn(values) })),
  )
}
