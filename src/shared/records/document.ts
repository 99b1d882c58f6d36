// A record as JSON that people can read and diff, with the digest of itself at the end.

import { digestOf } from './digest.ts'
import { type Entry, entryOf, isObject, text, whole } from './entry.ts'
import type { Refuse } from './refusal.ts'
import { sha256 } from './rules.ts'

/** Raised when an older version of the action could misread what a newer one writes. */
const FORMAT = 1

/** The fields of a record in the order in which they are written; undefined ones are left out. */
export type Document = Readonly<Record<string, unknown>>

/** What stands before each field, value and thing in a list, and at the end of a list and of it all. */
type Layout = Readonly<Record<'field' | 'value' | 'thing' | 'listEnd' | 'end', string>>

/** One field per line, and one line for each thing in a list. */
const readable: Layout = { field: '\n  ', value: ' ', thing: '\n    ', listEnd: '\n  ', end: '\n' }

/** That of which the digest is, so that it does not matter who laid out the text. */
const dense: Layout = { field: '', value: '', thing: '', listEnd: '', end: '' }

export function writeDocument(fields: Document): string {
  const document = { format: FORMAT, ...fields }
  const sealed = { ...document, sha256: digestOf(pieces(document, dense)) }
  let text = ''
  for (const piece of pieces(sealed, readable)) text += piece
  return `${text}\n`
}

function* pieces(document: Document, layout: Layout): Iterable<string> {
  let before = `{${layout.field}`
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue
    yield `${before}${JSON.stringify(name)}:${layout.value}`
    if (Array.isArray(value)) yield* piecesOfList(value, layout)
    else yield JSON.stringify(value)
    before = `,${layout.field}`
  }
  yield `${layout.end}}`
}

function* piecesOfList(things: readonly unknown[], layout: Layout): Iterable<string> {
  if (things.length === 0) return yield '[]'
  let before = `[${layout.thing}`
  for (const thing of things) {
    yield before
    yield JSON.stringify(thing)
    before = `,${layout.thing}`
  }
  yield `${layout.listEnd}]`
}

/** Unknown fields are nothing to complain about; that any value has changed since it was written is. */
export function readDocument(json: string, refuse: Refuse): Entry {
  const document = parse(json, refuse)
  const entry = entryOf(document, refuse)
  checkFormat(entry, refuse)
  const { sha256: digest, ...fields } = document
  if (text(entry, 'sha256', sha256) !== digestAgain(fields, refuse)) throw refuse('it was changed by hand, or damaged')
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
  const format = whole(entry, 'format')
  if (format > FORMAT) {
    throw refuse('written by a newer version of this action', { hint: 'Use at least that version here too.' })
  }
  if (format < FORMAT) throw entry.fault('format', `is not ${FORMAT}`)
}

/** What was parsed may still be nested too deeply to be written. */
function digestAgain(document: Document, refuse: Refuse): string {
  try {
    return digestOf(pieces(document, dense))
  } catch (cause) {
    throw refuse('it is nested too deeply', { cause })
  }
}
