// Writes the tables of each README from the action.yml beside it, so that the two cannot drift apart: npm run readme

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Declaration {
  readonly description: string
  readonly default?: string
  readonly required?: boolean
}

export interface ActionFile {
  readonly inputs: Readonly<Record<string, Declaration>>
  readonly outputs: Readonly<Record<string, Declaration>>
  readonly runs: { readonly using: string; readonly main: string }
}

const root = join(import.meta.dirname, '..')

/** The folders that hold an `action.yml`, by the slice that it runs. */
export const actionFolders: ReadonlyMap<string, string> = new Map(
  [
    ['site', '.'],
    ['beanstalk', 'beanstalk'],
    ['target', 'target'],
  ].filter((pair): pair is [string, string] => existsSync(join(root, pair[1] ?? '', 'action.yml'))),
)

export function readActionFile(folder = '.'): ActionFile {
  const file: ActionFile = parse(readFileSync(join(root, folder, 'action.yml'), 'utf8'))
  return file
}

/** The README as it has to be. */
export function withTables(readme: string, action: ActionFile): string {
  return replace(replace(readme, 'inputs', inputsTable(action)), 'outputs', outputsTable(action))
}

function inputsTable({ inputs }: ActionFile): string {
  const rows = Object.entries(inputs).map(([name, input]) => [`\`${name}\``, input.description, defaultOf(input)])
  return table(['Input', 'What it is', 'Default'], rows)
}

function outputsTable({ outputs }: ActionFile): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description])
  return table(['Output', 'What it is'], rows)
}

function defaultOf({ required, default: given = '' }: Declaration): string {
  if (required) return '**required**'
  return given === '' ? '' : `\`${given}\``
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function replace(readme: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const [before, rest] = readme.split(start)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${start} … ${end}`)
  return `${before}${start}\n${content}\n${end}${after}`
}

if (import.meta.main) {
  for (const folder of actionFolders.values()) {
    const file = join(root, folder, 'README.md')
    writeFileSync(file, withTables(readFileSync(file, 'utf8'), readActionFile(folder)))
  }
}
