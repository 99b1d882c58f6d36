// Finds where in the folder each bundler has put its site: the root, a language below it, an application beside it.

import { type Bundler, bundlers } from './bundlers.ts'

/** The bundler of each root that one gave away; a root is empty or ends in `/`. */
export type Roots = ReadonlyMap<string, Bundler>

export function rootsOf(paths: readonly string[]): Roots {
  const roots = new Map<string, Bundler>()
  for (const bundler of bundlers) {
    for (const root of claims(bundler, paths)) if (!roots.has(root)) roots.set(root, bundler)
  }
  return roots
}

/** The roots that show all of a bundler's signs. */
function claims({ signs }: Bundler, paths: readonly string[]): readonly string[] {
  const [first, ...others] = signs.map((sign) => rootsBefore(sign, paths))
  return [...(first ?? [])].filter((root) => others.every((roots) => roots.has(root)))
}

function rootsBefore(sign: RegExp, paths: readonly string[]): ReadonlySet<string> {
  const roots = new Set<string>()
  for (const path of paths) {
    const at = path.search(sign)
    if (at === 0 || path[at - 1] === '/') roots.add(path.slice(0, at))
  }
  return roots
}

/** The innermost root that a path is below, if any. */
export function rootOf(path: string, roots: Roots): string | undefined {
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    const root = path.slice(0, end + 1)
    if (roots.has(root)) return root
    if (end === 0) break
  }
  return roots.has('') ? '' : undefined
}
