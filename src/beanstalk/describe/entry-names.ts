// Names that mean something else once they are unpacked: outside of the folder, twice the same, below what is no folder.

import { Failure } from '../../shared/failure.ts'

/** Why a name cannot be unpacked where it says; undefined where it can. Folders are asked without their last `/`. */
export function nameFault(path: string): Failure | undefined {
  const cause = causes.find(({ sign }) => sign.test(path))
  if (cause === undefined) return undefined
  return new Failure(`Could not bundle ${path}`, { why: cause.why, hint: cause.hint })
}

const again = 'Pack the archive anew, from inside the folder that holds the application.'

const causes: readonly { readonly sign: RegExp; readonly why: string; readonly hint: string }[] = [
  // Archives, and the tools that unpack them, do not agree what these are.
  { sign: /\p{Cc}/u, why: 'its name holds a control character', hint: 'Rename it.' },
  {
    sign: /\\/,
    why: 'its name holds a backslash, which is no separator on Linux',
    hint: 'Pack the archive with a tool that writes “/”, or let the action do it: set bundle to the folder.',
  },
  { sign: /^\/|^[A-Za-z]:\//, why: 'its name is absolute', hint: again },
  { sign: /(?:^|\/)\.\.(?:\/|$)/, why: 'its name leads out of the folder by “..”', hint: again },
  { sign: /^$|\/\/|(?:^|\/)\.(?:\/|$)/, why: 'its name has a part that is empty or “.”', hint: again },
]

/** Of two entries that cannot both be unpacked, the later one. */
export function conflicts(entries: readonly { readonly path: string }[]): readonly Failure[] {
  const seen = new Set<string>()
  const twice = entries.filter(({ path }) => seen.size === seen.add(path).size)
  const below = entries.filter(({ path }) => foldersAbove(path).some((folder) => seen.has(folder)))
  return [
    ...twice.map(({ path }) => conflict(path, 'the archive has it twice')),
    ...below.map(({ path }) => conflict(path, 'what should be the folder of it is a file or a link')),
  ]
}

function conflict(path: string, why: string): Failure {
  return new Failure(`Could not bundle ${path}`, { why, hint: 'Pack the archive anew.' })
}

/** `a/b/c` lies in `a` and `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  return path
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'))
}
