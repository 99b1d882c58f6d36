// A YAML text as maps, lists and texts that know their lines; whatever else YAML can say is a fault.

import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

export type Value = Text | List | Table

export interface Text {
  readonly is: 'text'
  readonly line: number
  /** As written, so that `010` stays what it is, without white space around it; '' for nothing. */
  readonly text: string
}

export interface List {
  readonly is: 'list'
  readonly line: number
  readonly items: readonly Text[]
}

export interface Table {
  readonly is: 'table'
  readonly line: number
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly key: string
  readonly line: number
  readonly value: Value
}

/** Notes a fault in a line. */
export type Note = (line: number, sentence: string) => void

type LineOf = (node: Node) => number

/** The table that the text is; undefined where it cannot be read as one. */
export function documentOf(text: string, note: Note): Table | undefined {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const lineAt = (offset = 0): number => Math.max(1, counter.linePos(offset).line)
  const lineOf: LineOf = (node) => lineAt(node.range?.[0])
  if (!isPlain(document, lineAt, note)) return undefined
  if (isMap(document.contents)) return tableOf(document.contents, lineOf, note)
  note(1, NOTHING)
  return undefined
}

/** What to say where no environment is described. */
export const NOTHING =
  'no environment is described. Begin with its name, as in `prod:`, and indent its settings below it.'

/** Tells what is no YAML, and what is more of it than is read here. */
function isPlain(document: Document.Parsed, lineAt: (offset?: number) => number, note: Note): boolean {
  const troubles = [...document.errors, ...document.warnings]
  // What comes after a first trouble in a line mostly comes of it.
  const first = new Map(troubles.toReversed().map(({ pos, message }) => [lineAt(pos[0]), message]))
  for (const [line, message] of first) note(line, `this is not YAML: ${message}.`)
  let isPlain = troubles.every(({ code }) => code === 'DUPLICATE_KEY')
  visit(document, {
    Alias(_, node) {
      isPlain = false
      note(lineAt(node.range?.[0]), `*${node.source} is not followed here. Write it out.`)
    },
  })
  return isPlain
}

/** Of a key that is there twice, the first counts. */
function tableOf(map: YAMLMap, lineOf: LineOf, note: Note): Table {
  const entries = map.items.flatMap(({ key, value }): Entry[] => {
    if (isScalar(key))
      return [{ key: sourceOf(key), line: lineOf(key), value: readValue(value, lineOf(key), lineOf, note) }]
    note(lineOf(isNode(key) ? key : map), 'a key is not a word.')
    return []
  })
  const byKey = new Map(entries.toReversed().map((entry) => [entry.key, entry]))
  return { is: 'table', line: lineOf(map), entries: entries.filter((entry) => byKey.get(entry.key) === entry) }
}

function readValue(value: unknown, line: number, lineOf: LineOf, note: Note): Value {
  if (isMap(value)) return tableOf(value, lineOf, note)
  if (isSeq(value)) return listOf(value, lineOf, note)
  return isScalar(value) && value.value !== null
    ? { is: 'text', line: lineOf(value), text: sourceOf(value) }
    : { is: 'text', line, text: '' }
}

function listOf(list: YAMLSeq, lineOf: LineOf, note: Note): List {
  const line = lineOf(list)
  const items = list.items.flatMap((item): Text[] => {
    if (isScalar(item)) return [{ is: 'text', line: lineOf(item), text: sourceOf(item) }]
    note(isNode(item) ? lineOf(item) : line, 'a list may hold nothing but texts.')
    return []
  })
  return { is: 'list', line, items }
}

/** Numbers stay as they are written; the words for yes and no are told in one way. */
function sourceOf({ value, source }: { value: unknown; source?: string }): string {
  if (value === null) return ''
  return (typeof value === 'number' ? (source ?? '') : String(value)).trim()
}
