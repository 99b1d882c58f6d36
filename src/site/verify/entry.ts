// The page by which visitors come into a site, and whether it is the only one.

import { baseName, isPage } from '../describe/file-kinds.ts'
import { addressOf } from './addresses.ts'
import type { ExpectedFile } from './model.ts'

/** `index.html` in the root; else Angular's `index.csr.html`, else the outermost `index.html`, else any page. */
export function entryOf<File extends ExpectedFile>(files: readonly File[]): File | undefined {
  const pages = files.filter(({ path }) => isPage(path))
  const named = (name: string): File | undefined => pages.find(({ path }) => path === name)
  const entries = pages.filter(({ path }) => baseName(path) === 'index.html')
  return named('index.html') ?? named('index.csr.html') ?? outermost(entries) ?? outermost(pages)
}

function outermost<File extends ExpectedFile>(files: readonly File[]): File | undefined {
  const depth = ({ path }: File): number => path.split('/').length
  const [first] = [...files].sort((one, other) => depth(one) - depth(other) || (one.path < other.path ? -1 : 1))
  return first
}

/** The root's own page is looked at as visitors do; the address of any other needs nobody to rewrite it. */
export function entryAddress(path: string, root: string): string {
  return path === 'index.html' ? root : addressOf(path, root)
}

/** Pages that stand in for others: error pages, offline pages, fallbacks. */
const standIn = /^(?:\d{3}|[45](?:xx|0x)|error|not-?found|offline|_?fallback|spa-fallback|200)\.html?$/i

/** Does one page answer every address of the application? */
export function isSinglePage(files: readonly ExpectedFile[]): boolean {
  return files.filter(({ path }) => isPage(path) && !standIn.test(baseName(path))).length === 1
}
