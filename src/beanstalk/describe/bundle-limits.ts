// How large a bundle may be, and how that is told.

import { Failure } from '../../shared/failure.ts'
import { bytes, counted } from '../../shared/printable.ts'

/**
 * Bytes of an archive. The manual says 500 MB and does not say of which kind; this is the smaller one.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html
 */
export const MOST_BYTES = 500_000_000

/** Entries of an archive that gets by without ZIP64. https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.9.TXT */
export const MOST_ENTRIES = 65_535

/** Bytes of all files, unpacked: more takes ZIP64, and is far beyond what is left on the disk of an instance. */
export const MOST_UNPACKED = 0xffff_ffff

/** Bytes of a link's target. Linux takes no longer paths. */
export const MOST_TARGET = 4096

const slimmer = 'Leave out what the instances do not need: name it in .ebignore, or build into a folder of its own.'

/** What is known before anything is packed or unpacked. */
export function sizeFaults(given: string, entries: number, unpacked: number): readonly Failure[] {
  const what = `Could not bundle ${given}`
  if (entries === 0) return [new Failure(what, { why: 'it holds nothing to bundle', hint: 'Check the build.' })]
  const many = `it has ${entriesOf(entries)}, and an archive takes ${entriesOf(MOST_ENTRIES)} without ZIP64`
  const large = `its files have ${bytes(unpacked)}, and an archive takes ${bytes(MOST_UNPACKED)} without ZIP64`
  const faults = [...(entries > MOST_ENTRIES ? [many] : []), ...(unpacked > MOST_UNPACKED ? [large] : [])]
  return faults.map((why) => new Failure(what, { why, hint: slimmer }))
}

function entriesOf(count: number): string {
  return counted(count, 'entry', 'entries')
}

/** Too large to upload; how large exactly is known only of an archive that was ready. */
export function tooLarge(given: string, size?: number): Failure {
  const has = size === undefined ? 'more' : counted(size, 'byte')
  return new Failure(`Could not bundle ${given}`, {
    why: `the archive has ${has}, and Elastic Beanstalk takes ${counted(MOST_BYTES, 'byte')}`,
    hint: slimmer,
  })
}
