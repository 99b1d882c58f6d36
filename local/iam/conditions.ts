import { covers } from './patterns.ts'
import type { Condition } from './statement.ts'

/** What a request says of itself, of what it touches and of who sends it, by the names that conditions have for it. */
export type Context = Readonly<Record<string, string>>

type Operator = (value: string, wanted: string) => boolean

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => covers(wanted, value),
  ArnLike: (value, wanted) => covers(wanted, value),
}

/** A key that the request does not carry meets no condition. */
export function isMet({ operator, key, values }: Condition, context: Context): boolean {
  const compare = operators[operator]
  if (compare === undefined) throw new Error(`The condition ${operator} is not known here.`)
  const value = valueIn(context, key)
  return value !== undefined && values.some((wanted) => compare(value, filled(wanted, context)))
}

/** The names of keys are compared without case. */
function valueIn(context: Context, key: string): string | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1]
}

/** `${aws:PrincipalTag/env}` is what the request says there; where it says nothing, nothing equals it. */
function filled(wanted: string, context: Context): string {
  return wanted.replace(/\$\{([^}]+)\}/g, (whole, name) => valueIn(context, name) ?? whole)
}
