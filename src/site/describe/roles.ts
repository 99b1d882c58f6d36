// What a file is to the order of publishing.

import type { Role } from '../file-model.ts'
import { baseName, isPage, isServiceWorker } from './file-kinds.ts'

/** Tells the role of each of these files; some are told by their neighbours. */
export function roleTeller(paths: readonly string[]): (path: string) => Role {
  const all = new Set(paths)
  const next = paths.some((path) => /(?:^|\/)_next\/static\//.test(path))
  return (path) => {
    const name = baseName(path).toLowerCase()
    if (name === 'ngsw.json') return 'worker-manifest'
    if (name === 'index.html') return 'entry'
    const beside = (next && isNextPayload(path, all)) || isRouterPayload(path, all)
    return isPage(path) || isServiceWorker(path) || isPayload(path) || beside ? 'page' : 'asset'
  }
}

/** What a page's own script fetches in place of the page: SvelteKit, Nuxt, Gatsby, Qwik, React Router, Next. */
function isPayload(path: string): boolean {
  return (
    /(?:^|\/)(?:__data|_payload|q-data)\.json$|(?:^|\/)_payload\.js$/.test(path) ||
    /(?:^|\/)page-data\/.+\.json$|(?:^|\/)_next\/data\/.+\.json$/.test(path)
  )
}

/** `index.txt` beside `index.html`, `products.txt` beside `products.html`, and the parts of them. */
function isNextPayload(path: string, all: ReadonlySet<string>): boolean {
  return /(?:^|\/)__next\.[^/]*\.txt$/.test(path) || (path.endsWith('.txt') && all.has(path.replace(/txt$/, 'html')))
}

/** React Router: `products.data` for `products/index.html`, `_root.data` for the root. */
function isRouterPayload(path: string, all: ReadonlySet<string>): boolean {
  if (!path.endsWith('.data')) return false
  const root = path.endsWith('_root.data')
  return all.has(root ? path.replace(/_root\.data$/, 'index.html') : path.replace(/\.data$/, '/index.html'))
}
