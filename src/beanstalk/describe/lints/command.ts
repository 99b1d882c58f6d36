// Reads a command line as a shell would, as far as it tells which file of the bundle it starts.

import { basename, posix } from 'node:path'
import { parse } from 'shell-quote'

/** What a command line starts: one of these files, the first that there is, or a script of package.json. */
export type Started =
  | { readonly kind: 'file'; readonly path: string; readonly candidates: readonly string[]; readonly itself: boolean }
  | { readonly kind: 'script'; readonly name: string; readonly sure: boolean }

/** Stands for what only the instance knows: variables, globs, answers of commands. */
const unknown = '\0'

/** Undefined members are left out: whatever is not certain is not told. */
export function startedBy(command: string): readonly Started[] {
  const started: Started[] = []
  for (const words of commandsIn(command)) {
    // From here on nobody knows what paths are relative to.
    if (words[0] === 'cd' || words[0] === 'pushd') break
    const one = startedByWords(withoutPrefix(words))
    if (one !== undefined) started.push(one)
  }
  return started
}

const separators: ReadonlySet<string> = new Set(['&&', '||', ';', '|', '&', '|&'])

/** Each command of a line by its words; what follows a redirection or a bracket is no longer looked at. */
function commandsIn(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]]
  let skipping = false
  for (const part of parse(line, () => unknown)) {
    if (typeof part === 'string') {
      if (!skipping) commands.at(-1)?.push(part.includes('`') ? unknown : part)
    } else if ('comment' in part) {
      break
    } else if (part.op === 'glob') {
      if (!skipping) commands.at(-1)?.push(unknown)
    } else if (separators.has(part.op)) {
      commands.push([])
      skipping = false
    } else {
      skipping = true
    }
  }
  return commands.filter((words) => words.length > 0)
}

/** Variables and words before the program itself. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !/^\w+=/.test(word) && !['exec', 'env', 'nohup', 'cross-env'].includes(word))
  return at < 0 ? [] : words.slice(at)
}

function startedByWords([program = '', ...args]: readonly string[]): Started | undefined {
  const name = basename(program)
  if (/^(?:npm|yarn|pnpm)$/.test(name)) return scriptOf(name, args)
  if (/^(?:node|nodejs)$/.test(name)) return fileOf(nodeFile(args), nodeCandidates)
  if (/^python[\d.]*$/.test(name)) return fileOf(firstArgument(args, ['-m', '-c']))
  if (/^(?:ba|da|z)?sh$/.test(name)) return fileOf(firstArgument(args, ['-c', '-s']))
  if (name === 'java') return fileOf(args[args.indexOf('-jar') + 1 || args.length])
  if (name === 'dotnet') return fileOf(args.find((word) => word.endsWith('.dll')))
  return program.includes('/') ? fileOf(program, itself, true) : undefined
}

const elsewhere = /^(?:-C|-w|--prefix|--cwd|--dir|--workspace|--filter)\b/

function scriptOf(manager: string, args: readonly string[]): Started | undefined {
  if (args.some((word) => elsewhere.test(word) || word === unknown)) return undefined
  const [verb, name] = args.filter((word) => !word.startsWith('-'))
  if (verb === 'start') return { kind: 'script', name: 'start', sure: true }
  if (verb === 'run' || verb === 'run-script') return name ? { kind: 'script', name, sure: true } : undefined
  // Yarn and pnpm run scripts without a verb, and programs of packages as well.
  return manager !== 'npm' && verb !== undefined ? { kind: 'script', name: verb, sure: false } : undefined
}

/** Options of Node whose value is the next word. https://nodejs.org/api/cli.html */
const withValue: ReadonlySet<string> = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '-C',
  '--conditions',
  '--title',
  '--icu-data-dir',
  '--openssl-config',
])
const withoutFile: ReadonlySet<string> = new Set(['-e', '--eval', '-p', '--print', '-pe', '--test', '--run', '-c', '-'])

function nodeFile(args: readonly string[]): string | undefined {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    if (withoutFile.has(word)) return undefined
    if (withValue.has(word)) at += 1
    else if (word === '--') return args[at + 1]
    // Some options of V8 have a number as their next word.
    else if (!word.startsWith('-') && !/^\d+$/.test(word)) return word
  }
  return undefined
}

function firstArgument(args: readonly string[], withoutOne: readonly string[]): string | undefined {
  const at = args.findIndex((word) => !word.startsWith('-') || withoutOne.includes(word))
  return withoutOne.includes(args[at] ?? '') ? undefined : args[at]
}

/** As Node finds the main module. https://nodejs.org/api/modules.html#all-together */
function nodeCandidates(path: string): readonly string[] {
  const endings = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node', '/package.json']
  return endings.map((ending) => posix.normalize(path + ending))
}

function itself(path: string): readonly string[] {
  return [path]
}

function fileOf(word: string | undefined, candidates = itself, direct = false): Started | undefined {
  const path = word === undefined ? undefined : inBundle(word)
  return path === undefined ? undefined : { kind: 'file', path, candidates: candidates(path), itself: direct }
}

/** Undefined for what is not certain to be a file of the bundle. */
function inBundle(word: string): string | undefined {
  const path = posix.normalize(word.replace(/^\/var\/app\/(?:current|staging)\//, ''))
  return /\0|^\/|^~|^\.\.(?:\/|$)|^\.$|^[A-Za-z]:/.test(path) ? undefined : path
}
