// A YAML text as maps, lists and texts that know their lines; whatever else YAML can say is a fault.

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'

export type Value = Text | List | Table

export interface Text {
  readonly is: 'text'
  readonly line: number
  /** As written, so that `010` stays what it is; '' for nothing. */
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

type LineOf = (node: Node | null) => number

/** The table that the text is; undefined where it cannot be read as one. */
export function documentOf(text: string, note: Note): Table | undefined {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line)
  const troubles = [...document.errors, ...document.warnings]
  for (const { pos, message } of troubles) note(lineAt(pos[0]), `is not readable YAML: ${message}.`)
  if (troubles.some(({ code }) => code !== 'DUPLICATE_KEY')) return undefined
  const lineOf: LineOf = (node) => lineAt(node?.range?.[0] ?? 0)
  if (isMap(document.contents)) return tableOf(document.contents, lineOf, note)
  note(1, 'no environment is described. Begin with its name, as in `prod:`, and indent its settings below it.')
  return undefined
}

function tableOf(map: YAMLMap<unknown, unknown>, lineOf: LineOf, note: Note): Table {
  const entries = map.items.flatMap(({ key, value }): Entry[] => {
    if (!isScalar(key)) {
      note(lineOf(map), 'a key is not a word.')
      return []
    }
    const line = lineOf(key)
    return [{ key: sourceOf(key), line, value: readValue(value, line, lineOf, note) }]
  })
  return { is: 'table', line: lineOf(map), entries }
}

function readValue(value: unknown, line: number, lineOf: LineOf, note: Note): Value {
  if (isMap(value)) return tableOf(value, lineOf, note)
  if (isSeq(value))
    return { is: 'list', line: lineOf(value), items: value.items.map((one) => textOf(one, line, lineOf, note)) }
  return textOf(value, line, lineOf, note)
}

function textOf(value: unknown, line: number, lineOf: LineOf, note: Note): Text {
  if (isScalar(value)) return { is: 'text', line: value.range ? lineOf(value) : line, text: sourceOf(value) }
  if (isAlias(value)) note(lineOf(value), 'aliases are not followed here. Write it out.')
  else if (value !== null) note(line, 'a list may hold nothing but texts.')
  return { is: 'text', line, text: '' }
}

function sourceOf({ value, source }: { value: unknown; source?: string }): string {
  if (value === null) return ''
  return (typeof value === 'string' ? value : (source ?? String(value))).trim()
}
