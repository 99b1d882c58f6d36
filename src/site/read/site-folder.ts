// Whether a folder holds a built site, and where below it one lies.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'

const entries = new Set(['index.html', 'index.csr.html'])
const notSites = new Set(['node_modules', 'server', 'coverage', 'assets', 'media', 'cache'])

/** A folder with an entry page, or one of languages that have each their own. */
export async function isSite(folder: string): Promise<boolean> {
  const { files, folders } = await look(folder)
  return files.some((name) => entries.has(name)) || (await isSiteOfLanguages(folder, folders))
}

async function isSiteOfLanguages(folder: string, folders: readonly string[]): Promise<boolean> {
  if (!folders.some(isLanguage)) return false
  const kinds = await Promise.all(folders.map(async (name) => ({ name, entry: await hasEntry(join(folder, name)) })))
  const sites = kinds.filter(({ entry }) => entry)
  return sites.length > 0 && sites.every(({ name }) => isLanguage(name))
}

/** `de`, `pt-BR`, `zh-Hant-TW`; not `spa` or `app`, which are folders of applications. */
function isLanguage(name: string): boolean {
  return /^[a-z]{2}(?:[-_][A-Za-z0-9]{2,8})*$/.test(name) && hasName(name.slice(0, 2))
}

/** Asked of names that look like one only: where there are none, the table of all languages is never loaded. */
function hasName(language: string): boolean {
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language) !== undefined
}

async function hasEntry(folder: string): Promise<boolean> {
  return (await look(folder)).files.some((name) => entries.has(name))
}

/** The source file that a folder's own `index.html` loads, such as Vite's `/src/main.ts`; undefined for a built page. */
export async function sourceIn(folder: string): Promise<string | undefined> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '')
  let found: string | undefined
  const parser = new Parser({
    onopentag: (name, { src }) => {
      if (name === 'script' && /\.(?:[mc]?tsx?|jsx|vue|svelte)$/.test(src ?? '')) found ??= src
    },
  })
  parser.end(page)
  return found
}

/** The outermost sites in a folder: itself, or those at most so many levels below. */
export async function sitesIn(folder: string, levels: number): Promise<readonly string[]> {
  if (await isSite(folder)) return [folder]
  if (levels === 0) return []
  const below = (await look(folder)).folders.filter((name) => !notSites.has(name) && !name.startsWith('.'))
  return (await Promise.all(below.map((name) => sitesIn(join(folder, name), levels - 1)))).flat()
}

export interface Look {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** What lies in a folder; nothing where there is none. */
export async function look(folder: string): Promise<Look> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = found.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  return {
    files: files.sort(),
    folders: found
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort(),
  }
}
