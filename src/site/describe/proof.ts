// Decides which candidates are proven: another built file refers to the hash, and the name's place or bytes bear it out.

import { type Candidate, type HashCandidates, isOneSided } from './candidates.ts'
import { isCode } from './file-kinds.ts'

export interface MentioningFile {
  readonly path: string
  readonly mentions: ReadonlySet<string>
  readonly md5: string | undefined
  readonly sha256: string
  /** Has the name's hash been found to be that of the bytes? Undefined where nobody looked. */
  readonly bearsHash?: boolean | undefined
}

/**
 * The paths whose names are proven to carry the hash of their content.
 *
 * `copied` are the paths that lie with the same bytes in a source folder such as `public/`: no bundler named those.
 */
export function provenHashes(
  files: readonly MentioningFile[],
  candidates: HashCandidates,
  copied: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const mentioned = mentionsByOthers(files)
  const referred = files.flatMap((file) => {
    const candidate = candidates.byPath.get(file.path)
    if (candidate === undefined || copied.has(file.path) || !mentioned(candidate)) return []
    return [{ ...candidate, bearsHash: isDigest(candidate.hash, file) ? true : file.bearsHash }]
  })
  const bearsOut = placesOf(referred.filter(({ typed }) => !typed))
  const proven = referred.filter(({ bearsHash, doubt, ...one }) => {
    if (bearsHash === true || one.typed) return bearsHash === true
    return (bearsHash === undefined || doubt !== 'much') && bearsOut(one)
  })
  return new Set(proven.map(({ path }) => path))
}

/** Does the place bear it out? Where others write too, a hash must be of the kind that the scripts there have. */
function placesOf(referred: readonly Candidate[]): (candidate: Pick<Candidate, 'place' | 'hash'>) => boolean {
  const telling = referred.filter(({ path, hash }) => isCode(path) && !isOneSided(hash) && !/^[A-Z]+$/.test(hash))
  const signs = new Set(telling.filter(({ place }) => place === 'bundler').map(({ hash }) => signsOf(hash)))
  const shapes = new Set(telling.filter(({ place }) => place === 'unclaimed').map(({ hash }) => shapeOf(hash)))
  return ({ place, hash }) => {
    if (place === 'unclaimed') return shapes.has(shapeOf(hash))
    return place === 'bundler' || (place === 'shared' && signs.has(signsOf(hash)))
  }
}

/** Is the hash mentioned by a file other than the candidate itself? */
function mentionsByOthers(files: readonly MentioningFile[]): (candidate: Candidate) => boolean {
  const first = new Map<string, string>()
  const several = new Set<string>()
  for (const { path, mentions } of files) {
    for (const hash of mentions)
      if (first.has(hash)) several.add(hash)
      else first.set(hash, path)
  }
  return ({ hash, path }) => several.has(hash) || (first.has(hash) && first.get(hash) !== path)
}

/** Hugo, Django, Rails and older bundlers put the start of the file's own digest into its name. */
function isDigest(hash: string, { md5, sha256 }: MentioningFile): boolean {
  return hash.length >= 8 && (md5?.startsWith(hash) || sha256.startsWith(hash))
}

/** An unknown bundler's pictures have the signs of its scripts, and their length. */
function shapeOf(hash: string): string {
  return `${signsOf(hash)} ${hash.length}`
}

function signsOf(hash: string): string {
  if (/^[0-9a-f]+$/.test(hash)) return 'hex'
  return /^[A-Z2-7]+$/.test(hash) ? 'base32' : 'base64url'
}
