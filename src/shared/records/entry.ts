// A part of a record that is being read: it answers what was asked for, or says at which place there is something else.

import type { Failure } from '../failure.ts'
import type { Refuse } from './refusal.ts'
import type { Rule } from './rules.ts'

export interface Entry {
  /** Undefined where there is no such field. */
  optional<Answer>(name: string, read: (name: string) => Answer): Answer | undefined
  text(name: string, rule?: Rule): string
  texts(name: string): readonly string[]
  /** From 0 on, and small enough to be exact. */
  whole(name: string): number
  /** False where there is no such field. */
  flag(name: string): boolean
  choice<Word extends string>(name: string, words: readonly Word[]): Word
  entry(name: string): Entry
  entries(name: string): readonly Entry[]
  /** All fields, each of which must be a text. */
  allTexts(ruleOfNames: Rule): Readonly<Record<string, string>>
  /** To be thrown: what is wrong with a field, as in *is not a SHA-256*. */
  fault(name: string, what: string): Failure
}

/** Reads an object at a place such as `files[3]`; '' is the place of the record itself. */
export function entryOf(value: unknown, place: string, refuse: Refuse): Entry {
  if (!isObject(value)) throw refuse(`${place} is not an object`)
  const placeOf = (name: string): string => (place === '' ? name : `${place}.${name}`)
  const fault = (name: string, what: string): Failure => refuse(`${placeOf(name)} ${what}`)
  const has = (name: string): boolean => value[name] !== undefined

  const field = (name: string): unknown => {
    if (!has(name)) throw fault(name, 'is missing')
    return value[name]
  }
  const list = (name: string): readonly unknown[] => {
    const given = field(name)
    if (!Array.isArray(given)) throw fault(name, 'is not a list')
    return given
  }
  const textOf = (given: unknown, name: string): string => {
    if (typeof given !== 'string') throw fault(name, 'is not a text')
    return given
  }
  const text = (name: string, rule?: Rule): string => {
    const given = textOf(field(name), name)
    const wrong = rule?.(given)
    if (wrong !== undefined) throw fault(name, wrong)
    return given
  }

  return {
    optional: (name, read) => (has(name) ? read(name) : undefined),
    text,
    texts: (name) => list(name).map((one, index) => textOf(one, `${name}[${index}]`)),
    whole(name) {
      const given = field(name)
      if (typeof given !== 'number' || !Number.isSafeInteger(given) || given < 0) {
        throw fault(name, 'is not a whole number')
      }
      return given
    },
    flag(name) {
      const given = has(name) ? value[name] : false
      if (typeof given !== 'boolean') throw fault(name, 'is neither true nor false')
      return given
    },
    choice(name, words) {
      const given = text(name)
      const found = words.find((word) => word === given)
      if (found === undefined) throw fault(name, `is not one of ${words.join(', ')}`)
      return found
    },
    entry: (name) => entryOf(field(name), placeOf(name), refuse),
    entries: (name) => list(name).map((one, index) => entryOf(one, `${placeOf(name)}[${index}]`, refuse)),
    allTexts(ruleOfNames) {
      const texts = Object.entries(value).map(([name, one]) => {
        const wrong = ruleOfNames(name)
        if (wrong !== undefined) throw fault(name, wrong)
        return [name, textOf(one, name)] as const
      })
      return Object.fromEntries(texts)
    },
    fault,
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
