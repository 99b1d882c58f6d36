// A record as JSON that people can read and diff, with the digest of itself at the end.

import { createHash } from 'node:crypto'
import { type Entry, entryOf, isObject } from './entry.ts'
import type { Refuse } from './refusal.ts'
import { sha256 } from './rules.ts'

/** Raised when an older version of the action could misread what a newer one writes. */
const FORMAT = 1

/** The fields of a record in the order in which they are written; undefined ones are left out. */
export type Document = Readonly<Record<string, unknown>>

export function writeDocument(fields: Document): string {
  const document = { format: FORMAT, ...fields }
  return layOut({ ...document, sha256: digestOf(document) })
}

/** One field per line, and one line for each thing in a list. */
function layOut(document: Document): string {
  const fields = Object.entries(document).filter(([, value]) => value !== undefined)
  return `{\n${fields.map(([name, value]) => `  "${name}": ${layOutValue(value)}`).join(',\n')}\n}\n`
}

function layOutValue(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value)
  return `[\n${value.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`
}

/** Of the values and not of the text, so that it does not matter who laid it out. */
function digestOf(document: Document): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex')
}

/** Unknown fields are nothing to complain about; that any value has changed since it was written is. */
export function readDocument(text: string, refuse: Refuse): Entry {
  const document = parse(text, refuse)
  const entry = entryOf(document, '', refuse)
  checkFormat(entry, refuse)
  const { sha256: digest, ...fields } = document
  if (entry.text('sha256', sha256) !== digestAgain(fields, refuse)) throw refuse('it was changed by hand, or damaged')
  return entry
}

function parse(text: string, refuse: Refuse): Document {
  const value = jsonOf(text, refuse)
  if (!isObject(value)) throw refuse('it is not a JSON object')
  return value
}

function jsonOf(text: string, refuse: Refuse): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refuse('it is not JSON', { cause })
  }
}

function checkFormat(entry: Entry, refuse: Refuse): void {
  const format = entry.whole('format')
  if (format > FORMAT) {
    throw refuse('written by a newer version of this action', { hint: 'Use at least that version here too.' })
  }
  if (format < FORMAT) throw entry.fault('format', `is not ${FORMAT}`)
}

/** What was parsed may still be nested too deeply to be written. */
function digestAgain(document: Document, refuse: Refuse): string {
  try {
    return digestOf(document)
  } catch (cause) {
    throw refuse('it is nested too deeply', { cause })
  }
}
