// Single texts and lists of texts out of the document, each with its faults told.

import { closestMatch } from 'leven'
import type { Wrong } from '../../shared/input-rules.ts'
import type { Glob, Role } from '../model.ts'
import type { Entry, Note, Text, Value } from './document.ts'
import { accountOf, branchFault, roleFault, textFault } from './value-rules.ts'

/** The text of an entry that is wrong by no rule; '' where it is. */
export function textOf({ key, value }: Entry, rule: (text: string) => Wrong, note: Note): string {
  if (value.is !== 'text') {
    note(value.line, `${key} is a ${value.is === 'list' ? 'list' : 'group'}, and should be one text.`)
    return ''
  }
  return isRight(key, value, rule, note) ? value.text : ''
}

/** A list, or one text for a list of one. */
export function listOf({ key, value }: Entry, rule: (text: string) => Wrong, note: Note): readonly Text[] {
  return itemsOf(key, value, note).filter((item) => isRight(key, item, rule, note))
}

function itemsOf(key: string, value: Value, note: Note): readonly Text[] {
  if (value.is === 'list') return value.items
  if (value.is === 'text') return [value]
  note(value.line, `${key} is a group, and should be a list.`)
  return []
}

function isRight(key: string, { text, line }: Text, rule: (text: string) => Wrong, note: Note): boolean {
  const wrong = textFault(text, true) ?? rule(text)
  if (wrong !== undefined) note(line, `${key}: ${wrong}`)
  return wrong === undefined
}

export function globsOf(entry: Entry | undefined, note: Note): readonly Glob[] {
  return entry === undefined ? [] : listOf(entry, branchFault, note).map(({ text, line }) => ({ glob: text, line }))
}

export function roleOf(entry: Entry, note: Note): Role {
  const arn = textOf(entry, roleFault, note)
  return { arn, account: accountOf(arn), line: entry.value.line }
}

export function unknown(key: string, known: readonly string[], where: string): string {
  return `${key} is not known ${where}. Did you mean ${closestMatch(key, [...known])}?`
}
