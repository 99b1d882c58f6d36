// The `headers` input: lines of `glob  Header-Name: value`, of which the last that matches a file decides.

import picomatch from 'picomatch'
import { expectedOf, normalValue, storedName } from './header-names.ts'

export interface HeaderRule {
  /** In the input, counted from one. */
  readonly line: number
  readonly glob: string
  /** In canonical case. */
  readonly name: string
  readonly value: string
  matches(path: string): boolean
}

export interface HeaderRules {
  readonly rules: readonly HeaderRule[]
  /** A sentence for every line that is none. */
  readonly faults: readonly string[]
}

/** Reads every line; blank ones and those that begin with `#` say nothing. */
export function parseHeaderRules(text: string): HeaderRules {
  const parsed = text
    .split(/\r?\n/)
    .map((line, at) => ({ text: line.trim(), number: at + 1 }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'))
    .map(parseLine)
  return {
    rules: parsed.filter((line) => typeof line !== 'string'),
    faults: parsed.filter((line) => typeof line === 'string'),
  }
}

function parseLine({ text, number }: { readonly text: string; readonly number: number }): HeaderRule | string {
  const fault = (why: string): string => `line ${number}, “${text}”: ${why}`
  const [, given = '', header = '', value = ''] = /^(\S.*?)\s+([\w-]+)\s*:(.*)$/.exec(text) ?? []
  if (header === '') return fault('expected “glob  Header-Name: value”, such as “assets/**  Cache-Control: no-cache”.')
  const name = storedName(header)
  if (name === undefined) return fault(notStored(header))
  const expected = expectedOf(name, value.trim())
  if (expected !== undefined) return fault(`expected ${expected} after “${name}:”.`)
  const glob = given.replace(/^\.?\//, '')
  const matches = matcherOf(glob)
  if (matches === undefined) return fault(`“${given}” is not a glob relative to the folder, such as assets/**.`)
  return { line: number, glob, name, value: normalValue(name, value.trim()), matches }
}

function notStored(header: string): string {
  return `${header} is not a header that S3 stores with a file. Set it in a CloudFront response headers policy.`
}

/** Relative to the folder, `**` for any depth, dotfiles included. */
function matcherOf(glob: string): ((path: string) => boolean) | undefined {
  try {
    return picomatch(glob, { dot: true })
  } catch {
    return undefined
  }
}
