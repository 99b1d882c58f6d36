// Requests in the query protocol: a form in the body, lists as `Names.member.1`, structures as `Bundle.S3Key`.

import type { Call } from '../http/call.ts'
import { invalidInput } from './refusals.ts'

/** What is asked for, by the names under which it is sent. */
export type Parameters = Readonly<Record<string, string>>

export const API_VERSION = '2010-12-01'

export function parametersIn({ body }: Call): Parameters {
  return Object.fromEntries(new URLSearchParams(body.toString()))
}

/** A value that the operation cannot do without. */
export function required(parameters: Parameters, name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') throw invalidInput(`Value null at '${name}' must not be null`)
  return value
}

/** A list in its order; undefined where none was sent. */
export function listIn(parameters: Parameters, name: string): readonly string[] | undefined {
  const items = numbered(parameters, `${name}.member`)
  return items.length === 0 ? undefined : items.map((key) => parameters[key] ?? '')
}

/** Tags are a list of pairs. */
export function tagsIn(parameters: Parameters): Readonly<Record<string, string>> {
  const keys = Object.keys(parameters).filter((key) => /^Tags\.member\.\d+\.Key$/.test(key))
  return Object.fromEntries(keys.map((key) => [parameters[key], parameters[key.replace(/Key$/, 'Value')] ?? '']))
}

export function booleanIn(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters[name]
  if (value === undefined || value === 'true' || value === 'false')
    return value === undefined ? undefined : value === 'true'
  throw invalidInput(`Value '${value}' at '${name}' must be true or false`)
}

export function numberIn(parameters: Parameters, name: string): number | undefined {
  const value = parameters[name]
  if (value === undefined) return undefined
  if (/^\d+$/.test(value)) return Number(value)
  throw invalidInput(`Value '${value}' at '${name}' must be a number`)
}

/** In milliseconds. */
export function timeIn(parameters: Parameters, name: string): number | undefined {
  const value = parameters[name]
  if (value === undefined) return undefined
  const time = Date.parse(value)
  if (Number.isNaN(time)) throw invalidInput(`Value '${value}' at '${name}' must be a time`)
  return time
}

function numbered(parameters: Parameters, stem: string): string[] {
  const numberOf = (key: string) => Number(key.slice(stem.length + 1))
  return Object.keys(parameters)
    .filter((key) => key.startsWith(`${stem}.`) && Number.isInteger(numberOf(key)))
    .sort((one, other) => numberOf(one) - numberOf(other))
}
