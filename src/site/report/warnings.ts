// What a person should look at, as a sentence for each kind of thing.

import { counted, named } from '../../shared/printable.ts'
import type { Wanted } from '../file-model.ts'
import type { Plan } from '../model.ts'

/** Browsers were told to keep these for a year. */
export function rehashedWarnings(files: readonly Wanted[]): readonly string[] {
  if (files.length === 0) return []
  return [
    `Other content than before under the same hashed name: ${named(files.map(({ path }) => path))}. ` +
      'It is published and invalidated, and from now on served with no-cache, but browsers that have the old one keep it. ' +
      'Does the bundler hash before it is done with a file?',
  ]
}

/** What somebody changed by hand. */
export function editWarnings({ edits }: Plan): readonly string[] {
  if (edits.length === 0) return []
  const told = named(edits.map(({ path, what }) => `${path} (${what})`))
  return [`Changed by hand since the last release: ${told}. What the release has is put right.`]
}

/** Objects that would leave, and are too many to be meant. */
export function refusedWarnings({ refusedDeletes }: Plan): readonly string[] {
  if (refusedDeletes === 0) return []
  return [
    `${counted(refusedDeletes, 'object')} that the release does not have would leave: more than are likely to be meant. ` +
      'They stay. Is the build complete? If it is, raise `max-deletes` for one run.',
  ]
}

/** Files that are excluded now and that visitors can still get. */
export function excludedWarnings(
  { retained, unknown }: Plan,
  prefix: string,
  isExcluded: (path: string) => boolean,
): readonly string[] {
  const below = prefix === '' ? 0 : prefix.length + 1
  const open = [...retained, ...unknown].map(({ key }) => key.slice(below)).filter(isExcluded)
  if (open.length === 0) return []
  return [`Excluded, and still public: ${named(open)}. To remove them at once, name them in \`purge\`.`]
}
