// One environment of the settings file.

import type { Environment, Kind } from '../model.ts'
import type { Entry, Note, Table } from './document.ts'
import { elsewhere, environmentWords, needed, ofLines, settingNames } from './setting-names.ts'
import { globsOf, listOf, roleOf, textOf, unknown } from './texts.ts'
import { nameFault, settingFault } from './value-rules.ts'

interface Named {
  readonly name: string
  readonly line: number
  readonly table: Table
}

export function environmentOf({ name, line, table }: Named, note: Note): Environment {
  const kind = kindOf(table)
  const wrong = nameFault(name)
  if (wrong !== undefined) note(line, wrong)
  for (const entry of table.entries) tellForeign(entry, name, kind, note)
  for (const missing of ['role', ...needed[kind]].filter((key) => !has(table, key))) {
    note(line, `${name} has no ${missing}. Add it.`)
  }
  return {
    name,
    line,
    kind,
    ...branchesOf({ name, line, table }, note),
    role: role(table, note),
    settings: settingsOf(table, kind, note),
  }
}

/** An application makes an API; everything else is a site. */
function kindOf(table: Table): Kind {
  return has(table, 'application') ? 'api' : 'site'
}

function has({ entries }: Table, key: string): boolean {
  return entries.some((entry) => entry.key === key)
}

function find({ entries }: Table, key: string): Entry | undefined {
  return entries.find((entry) => entry.key === key)
}

function tellForeign({ key, line }: Entry, name: string, kind: Kind, note: Note): void {
  const known = [...environmentWords, ...settingNames[kind]]
  if (!known.includes(key)) note(line, foreign(key, name, kind, known))
}

/** Why a key has no business here. */
function foreign(key: string, name: string, kind: Kind, known: readonly string[]): string {
  if (Object.hasOwn(elsewhere, key)) return `${key} ${elsewhere[key]}`
  if (kind === 'api' && settingNames.site.includes(key)) {
    return `${key} is a setting of a site, and ${name} is an API, for it has an application.`
  }
  if (settingNames.api.includes(key)) {
    return `${key} is a setting of an API, and ${name} is a site, for it has no application.`
  }
  return unknown(key, known, `in ${name}`)
}

/** Whoever may push to an environment may also deploy it by hand, unless the file says otherwise. */
function branchesOf({ name, line, table }: Named, note: Note): Pick<Environment, 'branches' | 'byHand'> {
  const branches = globsOf(find(table, 'branches'), note)
  const named = find(table, 'by-hand')
  if (!has(table, 'branches') && named === undefined) {
    note(line, `${name} has neither branches nor by-hand, so that nothing would ever deploy it. Add one of them.`)
  }
  return { branches, byHand: named === undefined ? branches : globsOf(named, note) }
}

function role(table: Table, note: Note) {
  const entry = find(table, 'role')
  return entry === undefined ? { arn: '', account: '', line: table.line } : roleOf(entry, note)
}

function settingsOf({ entries }: Table, kind: Kind, note: Note): Readonly<Record<string, string>> {
  const own = entries.filter(({ key }) => settingNames[kind].includes(key))
  return Object.fromEntries(own.map((entry) => [entry.key, settingOf(entry, note)]))
}

function settingOf(entry: Entry, note: Note): string {
  const hasLines = ofLines.includes(entry.key)
  const rule = (text: string) => settingFault(entry.key, text, hasLines)
  if (!hasLines) return textOf(entry, rule, note)
  return listOf(entry, rule, note)
    .map(({ text }) => text)
    .join('\n')
}
