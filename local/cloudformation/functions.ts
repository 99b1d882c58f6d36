// The intrinsic functions of CloudFormation, as far as templates here use them; any other is refused.

import { isList, isMap, type Json, type JsonMap, listIn, mapIn } from '../json.ts'

/** What a template may refer to. */
export interface Scope {
  /** Parameters, pseudo parameters, and what `Ref` answers of a resource. */
  readonly refs: Readonly<Record<string, Json>>
  /** By `Resource.Attribute`. */
  readonly attributes: Readonly<Record<string, Json>>
  readonly conditions: JsonMap
}

/** Stands for what is to be left out. */
const NOTHING = Symbol('AWS::NoValue')

type Known = (given: readonly Json[], scope: Scope) => Json | typeof NOTHING

const known: Readonly<Record<string, Known>> = {
  Ref: ([name], { refs }) => (name === 'AWS::NoValue' ? NOTHING : found(refs, String(name))),
  Condition: ([name], scope) => isTrue(found(scope.conditions, String(name)), scope),
  'Fn::GetAtt': (path, { attributes }) => found(attributes, path.join('.')),
  'Fn::Sub': substituted,
  'Fn::Join': ([separator, parts = []], scope) => listIn(resolved(parts, scope)).join(String(separator)),
  'Fn::If': ([name = '', then = '', otherwise = ''], scope) =>
    answerOf(isTrue({ Condition: name }, scope) ? then : otherwise, scope),
  'Fn::Equals': ([one = '', other = ''], scope) =>
    JSON.stringify(resolved(one, scope)) === JSON.stringify(resolved(other, scope)),
  'Fn::Not': ([condition = false], scope) => !isTrue(condition, scope),
  'Fn::And': (conditions, scope) => conditions.every((one) => isTrue(one, scope)),
  'Fn::Or': (conditions, scope) => conditions.some((one) => isTrue(one, scope)),
}

export function isTrue(condition: Json, scope: Scope): boolean {
  return resolved(condition, scope) === true
}

/** The same without functions. @throws for a name or a function that is not known */
export function resolved(value: Json, scope: Scope): Json {
  const answer = answerOf(value, scope)
  if (answer === NOTHING) throw new Error('AWS::NoValue stands where something has to be.')
  return answer
}

function answerOf(value: Json, scope: Scope): Json | typeof NOTHING {
  if (isList(value)) return kept(value.map((item) => answerOf(item, scope)))
  if (!isMap(value)) return value
  const [[name, argument] = ['', null], ...more] = Object.entries(value)
  if (more.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))) {
    // A condition of a policy has the same name as a reference to a condition, but holds a map.
    if (name !== 'Condition' || typeof argument === 'string') return call(name, argument, scope)
  }
  const entries = Object.entries(value).map(([key, item]) => [key, answerOf(item, scope)] as const)
  return Object.fromEntries(entries.flatMap(([key, item]) => (item === NOTHING ? [] : [[key, item]])))
}

function call(name: string, argument: Json, scope: Scope): Json | typeof NOTHING {
  const act = known[name]
  if (act === undefined) throw new Error(`${name} is not known here.`)
  return act(listIn(argument), scope)
}

/** `${Name}`, `${Resource.Attribute}`, `${!literal}`, and names of a map of their own. */
function substituted([text, own = {}]: readonly Json[], scope: Scope): string {
  const names: Scope = { ...scope, refs: { ...scope.refs, ...mapIn(resolved(own, scope)) } }
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal, name) => {
    if (literal === '!') return `\${${name}}`
    return String(name in names.attributes ? names.attributes[name] : found(names.refs, name))
  })
}

function found(names: Readonly<Record<string, Json>>, name: string): Json {
  const value = names[name]
  if (value === undefined) throw new Error(`The template knows no ${name}.`)
  return value
}

function kept(items: readonly (Json | typeof NOTHING)[]): readonly Json[] {
  return items.filter((item) => item !== NOTHING)
}
