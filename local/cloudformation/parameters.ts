// What a stack is made with: every parameter by its default or as given, and all that is wrong with them at once.

import { type Json, type JsonMap, listIn, mapIn, textsIn } from '../json.ts'

/** @throws naming each parameter that is missing, not known, or refused by its pattern or its list. */
export function parametersOf(
  declared: JsonMap,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, Json>> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declared, name))
  const values = Object.entries(declared).map(([name, declaration]) => {
    return [name, given[name] ?? mapIn(declaration).Default, mapIn(declaration)] as const
  })
  const faults = [
    ...unknown.map((name) => `${name} is no parameter`),
    ...values.flatMap(([name, value, declaration]) => faultOf(name, value, declaration)),
  ]
  if (faults.length > 0) throw new Error(`The stack cannot be made: ${faults.join('; ')}.`)
  return Object.fromEntries(values.map(([name, value, declaration]) => [name, typed(String(value), declaration)]))
}

function faultOf(name: string, value: Json | undefined, { AllowedPattern, AllowedValues, Type }: JsonMap): string[] {
  if (value === undefined) return [`${name} is missing`]
  const allowed = textsIn(AllowedValues)
  const pattern = AllowedPattern === undefined ? undefined : new RegExp(`^(?:${AllowedPattern})$`)
  const items = Type === 'CommaDelimitedList' ? String(value).split(',') : [String(value)]
  const isRight = items.every(
    (item) => (allowed.length === 0 || allowed.includes(item)) && (pattern === undefined || pattern.test(item)),
  )
  return isRight ? [] : [`${name} may not be ${JSON.stringify(value)}`]
}

function typed(value: string, { Type }: JsonMap): Json {
  return Type === 'CommaDelimitedList' ? listIn(value.split(',').map((item) => item.trim())) : value
}
