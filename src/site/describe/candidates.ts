// Which names may carry a hash, judged by the names alone: what is in them, and whose folder they lie in.

import { anyShape, type Bundler, base32, type Shape } from './bundlers.ts'
import { baseName, isCode, isManifest, isPage, isServiceWorker, isSourceMap } from './file-kinds.ts'
import { type Doubt, looksTyped } from './look-alike.ts'
import { type Roots, rootOf, rootsOf } from './roots.ts'

export interface Candidate {
  readonly path: string
  readonly hash: string
  /**
   * `bundler`: in its own output folder. `shared`: so too, but a picture, such as people put there as well.
   * `unclaimed`: no bundler is known there. `foreign`: beside a bundler's folder.
   */
  readonly place: 'bundler' | 'shared' | 'unclaimed' | 'foreign'
  /** How much there is to doubt in such a place. */
  readonly doubt: Doubt
  /** Could somebody have typed the hash? Then only the bytes can bear it out. */
  readonly typed: boolean
}

export interface HashCandidates {
  readonly byPath: ReadonlyMap<string, Candidate>
  readonly hashes: ReadonlySet<string>
  /** The lengths that occur among the hashes. */
  readonly lengths: readonly number[]
}

export function hashCandidates(paths: readonly string[]): HashCandidates {
  const roots = rootsOf(paths)
  const found = paths.flatMap((path) => candidateOf(path, roots) ?? [])
  const hashes = new Set(found.map(({ hash }) => hash))
  const lengths = [...new Set([...hashes].map((hash) => hash.length))]
  return { byPath: new Map(found.map((candidate) => [candidate.path, candidate])), hashes, lengths }
}

function candidateOf(path: string, roots: Roots): Candidate | undefined {
  if (!/[\w-]{7}/.test(path) || isNeverHashed(path)) return undefined
  const root = rootOf(path, roots)
  const bundler = root === undefined ? undefined : roots.get(root)
  if (root === undefined || bundler === undefined) return named(path, anyShape, 'unclaimed')
  const own = bundler.alike === true && !isCode(path) ? 'shared' : 'bundler'
  if (bundler.output.test(path.slice(root.length))) return named(path, bundler.shapes, own, bundler)
  return named(path, anyShape, bundler.movable ? 'unclaimed' : 'foreign')
}

/** Source maps change with a comment under the same name; the others must be fresh whatever they are called. */
function isNeverHashed(path: string): boolean {
  return (
    isSourceMap(path) ||
    isPage(path) ||
    isServiceWorker(path) ||
    isManifest(path) ||
    /\.(?:txt|xml|webmanifest)$/i.test(path)
  )
}

function named(
  path: string,
  shapes: readonly Shape[],
  place: Candidate['place'],
  bundler?: Bundler,
): Candidate | undefined {
  const found = hashesIn(path, shapes).map((hash) => {
    const doubt = doubtOf(path, hash, bundler)
    return { path, hash, place, doubt, typed: looksTyped(hash, doubt, shapes.includes(base32)) }
  })
  return found.find(({ typed }) => !typed) ?? found.find(() => !isCode(path))
}

/** A script whose hash has digits alone, or letters alone, is judged once its neighbours are proven. */
function doubtOf(path: string, hash: string, bundler: Bundler | undefined): Doubt {
  if (bundler?.shared === false) return 'little'
  return isCode(path) && (bundler !== undefined || isOneSided(hash)) ? 'some' : 'much'
}

/** One in forty-three hashes of eight hexadecimal digits has no letter, and now and then one has nothing else. */
export function isOneSided(hash: string): boolean {
  return /^(?:\d+|[a-f]+)$/.test(hash)
}

/** What has the shape of a hash, the last first: of two in a name, the first is an identifier. */
function hashesIn(path: string, shapes: readonly Shape[]): readonly string[] {
  const parts = baseName(path).split('.').slice(0, -1).reverse()
  return parts.flatMap((part) =>
    shapes.flatMap(
      (shape) =>
        shape
          .exec(part)
          ?.slice(1)
          .filter((hash) => hash !== undefined) ?? [],
    ),
  )
}
