// What starts an application: the `web:` line of its Procfile, or the `start` script of its package.json.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A program and its arguments; there is no shell. */
export interface Command {
  readonly program: string
  readonly words: readonly string[]
}

export async function commandIn(folder: string): Promise<Command> {
  const line = webLine(await textOf(folder, 'Procfile')) ?? 'npm start'
  const words = wordsOf(/^npm (?:run )?start$/.test(line) ? await startScript(folder) : line)
  const [program = '', ...rest] = words
  return { program: program === 'node' ? process.execPath : program, words: rest }
}

function webLine(procfile: string | undefined): string | undefined {
  return /^web:[ \t]*(\S.*?)\s*$/m.exec(procfile ?? '')?.[1]
}

async function startScript(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse((await textOf(folder, 'package.json')) ?? '{}')
  const start = memberOf(memberOf(manifest, 'scripts'), 'start')
  if (typeof start === 'string') return start
  throw new Error('There is nothing to start: the bundle has no Procfile and no start script in its package.json.')
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

/** Words and quoted words. What only a shell understands is refused, because there is none here. */
export function wordsOf(line: string): readonly string[] {
  if (/[|&;<>()$`\\*?]/.test(line)) throw new Error(`Local AWS starts no shell, and this needs one: ${line}`)
  return Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
}

async function textOf(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').catch(() => undefined)
}
