// Where symbolic links lead on an instance, which knows nothing but the bundle.

import { Failure } from '../../shared/failure.ts'
import type { BundleLink } from '../bundle-model.ts'
import { foldersAbove } from './entry-names.ts'

/** *nowhere* is a path inside of the bundle at which nothing lies. */
export type Destination = 'inside' | 'nowhere' | 'outside' | 'circle'

/** So many links on one way, and Linux gives up. https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MOST_LINKS = 40

/** What is known of an entry before anybody has read it. */
export type Placed = { readonly kind: 'file'; readonly path: string } | BundleLink

export interface FoundLink extends BundleLink {
  readonly leads: Destination
}

/** Where each link leads, by way of all others. */
export function followLinks(entries: readonly Placed[]): readonly FoundLink[] {
  const links = entries.filter((entry) => entry.kind === 'link')
  if (links.length === 0) return []
  const targets = new Map(links.map(({ path, target }) => [path, target]))
  const places = new Set(entries.flatMap(({ path }) => [path, ...foldersAbove(path)]))
  return links.map((link) => ({ ...link, leads: destinationOf(link.path, targets, places) }))
}

/** Walks the path part by part, as Linux does: `..` after a link leaves the folder that the link leads to. */
function destinationOf(path: string, targets: ReadonlyMap<string, string>, places: ReadonlySet<string>): Destination {
  const ahead = path.split('/')
  const here: string[] = []
  let followed = 0
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (here.pop() === undefined) return 'outside'
      continue
    }
    here.push(part)
    const target = targets.get(here.join('/'))
    if (target === undefined) continue
    if (target.startsWith('/')) return 'outside'
    followed += 1
    if (followed > MOST_LINKS) return 'circle'
    here.pop()
    ahead.unshift(...target.split('/'))
  }
  return here.length === 0 || places.has(here.join('/')) ? 'inside' : 'nowhere'
}

export function linkFaults(links: readonly FoundLink[]): readonly Failure[] {
  return links.flatMap((link) => (link.leads === 'outside' ? [leadsOut(link)] : []))
}

function leadsOut({ path, target }: BundleLink): Failure {
  const packages = /(?:^|\/)node_modules\//.test(path)
  return new Failure(`Could not bundle ${path}`, {
    why: `it is a link to ${target}, which is not in the bundle`,
    hint: packages
      ? 'Install packages of the workspace as copies (npm install --install-links), or name the link in .ebignore.'
      : 'Put the file itself there, make the link a relative one, or name it in .ebignore.',
  })
}
