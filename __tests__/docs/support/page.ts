// A page of documentation as people copy from it: sections, and the blocks of code in them.

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../../..')

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** What stands below that heading, up to the next one of its level or above; '' as a heading is what comes before all. */
export function section(page: string, heading: string): string {
  const parts = page.split(/^(?=##+ )/m)
  if (heading === '') return parts[0] ?? ''
  const start = parts.findIndex((part) => part.startsWith(`${heading}\n`))
  if (start < 0) throw new Error(`There is no “${heading}”.`)
  const level = /^#+/.exec(heading)?.[0].length ?? 0
  const after = parts.slice(start + 1)
  const end = after.findIndex((part) => (/^#+/.exec(part)?.[0].length ?? 0) <= level)
  return [parts[start], ...after.slice(0, end < 0 ? undefined : end)].join('')
}

/** The blocks of code of that language, in their order. */
export function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  )
}

/** The only block of that language. */
export function block(text: string, language: string): string {
  const [only, ...others] = blocks(text, language)
  if (only === undefined || others.length > 0)
    throw new Error(`There is not one block of ${language} but ${blocks(text, language).length}.`)
  return only
}

/** The rows of the first table, cell by cell, without its head. */
export function rows(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith('|---'))
  const after = lines.slice(start + 1)
  const body = after.slice(
    0,
    after.findIndex((line) => !line.startsWith('|')),
  )
  return body.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** Name and value of each parameter that a command gives to a template. */
export function parametersIn(command: string): Readonly<Record<string, string>> {
  const words = command.trim().split(/\s+/)
  const given = words.slice(words.indexOf('--parameter-overrides') + 1)
  return Object.fromEntries(given.map((word) => word.split('=') as [string, string]))
}

const steps = section(read('README.md'), '## Adopt it in three steps')
const [deploy = '', describe = ''] = block(section(steps, '### 1. The roles'), 'sh').trim().split('\n')

/** What the three steps of the README tell people to type and to write. */
export const adopting = {
  roles: deploy,
  outputs: describe,
  settings: block(section(steps, '### 2. The settings'), 'yaml'),
  caller: block(section(steps, '### 3. The workflow'), 'yaml'),
}

const [settings = '', caller = ''] = blocks(section(read('README.md'), ''), 'yaml')

/** The two files that the README begins with. */
export const smallest = { settings, caller }
