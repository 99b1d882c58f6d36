// A record as JSON that people can read and diff, with the digest of itself at the end.

import { digestOf } from './digest.ts'
import { type Entry, entryOf, isObject, text, whole } from './entry.ts'
import type { Refuse } from './refusal.ts'
import { sha256 } from './rules.ts'

/** Raised when an older version of the action could misread what a newer one writes. */
const FORMAT = 1

/** The fields of a record in the order in which they are written; undefined ones are left out. */
export type Document = Readonly<Record<string, unknown>>

export function writeDocument(fields: Document): string {
  const document = { format: FORMAT, ...fields }
  const sealed = { ...document, sha256: digestOf(densePieces(document)) }
  let text = ''
  for (const piece of readablePieces(sealed)) text += piece
  return text
}

/** One field per line, and one line for each thing in a list. */
function* readablePieces(document: Document): Iterable<string> {
  let before = '{\n  '
  for (const [name, value] of told(document)) {
    yield `${before}${JSON.stringify(name)}: `
    if (!Array.isArray(value)) yield JSON.stringify(value)
    else if (value.length === 0) yield '[]'
    else {
      for (const [at, thing] of value.entries()) yield `${at === 0 ? '[' : ','}\n    ${JSON.stringify(thing)}`
      yield '\n  ]'
    }
    before = ',\n  '
  }
  yield '\n}\n'
}

/** Things in a list that are written by one call: more would be much at once in memory. */
const RUN = 256

/** That of which the digest is, so that it does not matter who laid out the text: all of it without white space. */
function* densePieces(document: Document): Iterable<string> {
  let before = '{'
  for (const [name, value] of told(document)) {
    yield `${before}${JSON.stringify(name)}:`
    if (!Array.isArray(value)) yield JSON.stringify(value)
    else {
      yield '['
      for (let at = 0; at < value.length; at += RUN) {
        yield (at === 0 ? '' : ',') + JSON.stringify(value.slice(at, at + RUN)).slice(1, -1)
      }
      yield ']'
    }
    before = ','
  }
  yield '}'
}

function told(document: Document): readonly (readonly [string, unknown])[] {
  return Object.entries(document).filter(([, value]) => value !== undefined)
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
    return digestOf(densePieces(document))
  } catch (cause) {
    throw refuse('it is nested too deeply', { cause })
  }
}
