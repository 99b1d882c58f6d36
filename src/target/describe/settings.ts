// The settings file as nouns, with everything that is wrong in it.

import type { Environment, Fault, Settings } from '../model.ts'
import { documentOf, type Entry, NOTHING, type Note, type Table } from './document.ts'
import { environmentOf } from './environment.ts'
import { elsewhere, environmentWords, settingNames, topWords } from './setting-names.ts'
import { roleOf, textOf, unknown } from './texts.ts'
import { buildFault } from './value-rules.ts'

export interface Described {
  /** What could be understood; whole only where there is no fault. */
  readonly settings: Settings
  readonly faults: readonly Fault[]
}

export function describeSettings(file: string, text: string): Described {
  const faults: Fault[] = []
  const note: Note = (line, sentence) => {
    faults.push({ line, sentence })
  }
  const table = documentOf(text, note)
  const settings = settingsOf(file, table ?? { is: 'table', line: 1, entries: [] }, note)
  if (table !== undefined && settings.environments.length === 0) {
    note(1, NOTHING)
  }
  return { settings, faults }
}

function settingsOf(file: string, { entries }: Table, note: Note): Settings {
  const top = (key: string): Entry | undefined => entries.find((entry) => entry.key === key)
  const [planRole, build, uses] = [top('plan-role'), top('build'), top('github-environments')]
  return {
    file,
    environments: entries.flatMap((entry) => environmentsIn(entry, note)),
    planRole: planRole && roleOf(planRole, note),
    build: build === undefined ? '' : textOf(build, buildFault, note),
    usesGitHubEnvironments: uses !== undefined && textOf(uses, yesOrNoFault, note) === 'true',
  }
}

/** Whatever has settings below it is an environment; a word of the file's own must not have any. */
function environmentsIn({ key, line, value }: Entry, note: Note): readonly Environment[] {
  if (topWords.includes(key)) return []
  if (value.is === 'table') return [environmentOf({ name: key, line, table: value }, note)]
  note(line, misplaced(key, value.is === 'text' && value.text === ''))
  return []
}

function misplaced(key: string, isEmpty: boolean): string {
  const inside = [...environmentWords, ...settingNames.site, ...settingNames.api]
  if (inside.includes(key)) return `${key} belongs into an environment. Indent it below the name of one.`
  if (Object.hasOwn(elsewhere, key)) return `${key} ${elsewhere[key]}`
  if (isEmpty) return `${key} is empty. An environment has its settings indented below its name.`
  return unknown(key, topWords, 'beside the environments')
}

function yesOrNoFault(text: string): string | undefined {
  return text === 'true' || text === 'false' ? undefined : `“${text}” is neither true nor false.`
}
