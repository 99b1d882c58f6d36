// A part of a record that is being read: what is asked of it is answered, or it is said at which place there is something else.

import type { Failure } from '../failure.ts'
import type { Refuse } from './refusal.ts'
import type { Rule } from './rules.ts'

export interface Entry {
  readonly fields: Readonly<Record<string, unknown>>
  /** To be thrown: what is wrong with a field, as in *is not a SHA-256*. Its place is spelled out only here. */
  readonly fault: (name: string, what: string) => Failure
}

/** The record itself. */
export function entryOf(fields: Entry['fields'], refuse: Refuse): Entry {
  return { fields, fault: (name, what) => refuse(`${name} ${what}`) }
}

/** Undefined where there is no such field. */
export function optional<Answer>(
  from: Entry,
  name: string,
  read: (from: Entry, name: string) => Answer,
): Answer | undefined {
  return from.fields[name] === undefined ? undefined : read(from, name)
}

export function text(from: Entry, name: string, rule?: Rule): string {
  const given = textOf(field(from, name), from, name)
  const wrong = rule?.(given)
  if (wrong !== undefined) throw from.fault(name, wrong)
  return given
}

export function texts(from: Entry, name: string): readonly string[] {
  return list(from, name).map((one, index) => textOf(one, from, `${name}[${index}]`))
}

/** From 0 on, and small enough to be exact. */
export function whole(from: Entry, name: string): number {
  const given = field(from, name)
  if (typeof given !== 'number' || !Number.isSafeInteger(given) || given < 0) {
    throw from.fault(name, 'is not a whole number')
  }
  return given
}

/** False where there is no such field. */
export function flag({ fields, fault }: Entry, name: string): boolean {
  const { [name]: given = false } = fields
  if (typeof given !== 'boolean') throw fault(name, 'is neither true nor false')
  return given
}

export function choice<Word extends string>(from: Entry, name: string, words: readonly Word[]): Word {
  const given = text(from, name)
  const found = words.find((word) => word === given)
  if (found === undefined) throw from.fault(name, `is not one of ${words.join(', ')}`)
  return found
}

export function entry(from: Entry, name: string): Entry {
  return inside(from, field(from, name), name)
}

export function entries<Answer>(from: Entry, name: string, read: (entry: Entry) => Answer): readonly Answer[] {
  return list(from, name).map((one, index) => read(inside(from, one, name, index)))
}

/** All fields, each of which must be a text. */
export function allTexts(from: Entry, ruleOfNames: Rule): Readonly<Record<string, string>> {
  const all = Object.entries(from.fields).map(([name, one]) => {
    const wrong = ruleOfNames(name)
    if (wrong !== undefined) throw from.fault(name, wrong)
    return [name, textOf(one, from, name)] as const
  })
  return Object.fromEntries(all)
}

export function isObject(value: unknown): value is Entry['fields'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands in a field, or in a list at an index of it. */
function inside(from: Entry, value: unknown, name: string, index?: number): Entry {
  if (!isObject(value)) throw from.fault(placeOf(name, index), 'is not an object')
  return { fields: value, fault: (inner, what) => from.fault(`${placeOf(name, index)}.${inner}`, what) }
}

function placeOf(name: string, index: number | undefined): string {
  return index === undefined ? name : `${name}[${index}]`
}

function field({ fields, fault }: Entry, name: string): unknown {
  const given = fields[name]
  if (given === undefined) throw fault(name, 'is missing')
  return given
}

function list(from: Entry, name: string): readonly unknown[] {
  const given = field(from, name)
  if (!Array.isArray(given)) throw from.fault(name, 'is not a list')
  return given
}

function textOf(given: unknown, from: Entry, name: string): string {
  if (typeof given !== 'string') throw from.fault(name, 'is not a text')
  return given
}
