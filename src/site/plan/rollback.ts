// Which release a rollback goes back to, and whether it can.

import { Failure } from '../../shared/failure.ts'
import type { Wanted } from '../file-model.ts'
import type { CurrentRecord, PastRelease, RecordedFile, ReleaseRecord, Situation } from '../record-model.ts'
import type { Settled } from './compare.ts'
import { pathBelow } from './removals.ts'
import { sourcesIn } from './sources.ts'

const MOST_NAMES = 10

/** The releases that can be rolled back to, newest first. */
export function restorable({ live, history }: CurrentRecord): readonly PastRelease[] {
  return history.filter(({ content, missing }) => missing.length === 0 && content !== live.content).toReversed()
}

/**
 * The newest release that was live before the one whose content is live now, leaving out those rolled back from; or
 * the one that was asked for.
 */
export function rollbackTarget(current: CurrentRecord, asked: number | undefined): PastRelease {
  if (asked !== undefined) return askedFor(current, asked)
  const origin = originOf(current.live.sequence, current)
  const found = restorable(current).find(({ sequence, left }) => sequence < origin && !left)
  if (found !== undefined) return found
  throw new Failure('Could not roll back', {
    why: `no release was live before release ${origin}`,
    hint: choices(current),
  })
}

/** The release in which this content was deployed first, as far as the history goes; a release restores an earlier one. */
export function originOf(sequence: number, { live, history }: CurrentRecord): number {
  const restored = new Map([...history, live].map((release) => [release.sequence, release.restores]))
  let origin = sequence
  for (let next = restored.get(origin); next !== undefined && next < origin; next = restored.get(origin)) origin = next
  return origin
}

function askedFor(current: CurrentRecord, asked: number): PastRelease {
  const found = current.history.find(({ sequence }) => sequence === asked)
  if (found !== undefined) return found
  const why =
    asked === current.live.sequence ? 'it is the one that is live' : 'no such release was live, or it is pruned'
  throw new Failure(`Could not roll back to release ${asked}`, { why, hint: choices(current) })
}

function choices(current: CurrentRecord): string {
  const numbers = restorable(current)
    .slice(0, MOST_NAMES)
    .map(({ sequence }) => sequence)
  return numbers.length === 0
    ? 'Nothing can be rolled back to; deploy an earlier commit with `allow-older: true`.'
    : `Set \`release\` to one of ${numbers.join(', ')}.`
}

/** The files of a release as they are wanted again, but for what was purged since. */
export function wantedAgain(
  { files, prefix, sequence }: ReleaseRecord,
  isPurged: (path: string, sequence: number) => boolean,
): readonly Wanted[] {
  const pathOf = pathBelow(prefix)
  return files.filter(({ key }) => !isPurged(pathOf(key), sequence)).map((file) => wantedOf(file, pathOf))
}

function wantedOf(file: RecordedFile, pathOf: (key: string) => string): Wanted {
  const { key, role, size, sha256, etag, headers, hashed } = file
  return { key, path: pathOf(key), role, size, sha256, etags: [etag], headers, hashed }
}

/** The paths whose content is neither live nor kept. */
export function missingFrom({ absent, different }: Settled<Wanted>, situation: Situation): readonly string[] {
  const sources = sourcesIn(situation)
  return [...absent, ...different.map(({ asset }) => asset)]
    .filter((file) => sources.of(file) === undefined)
    .map(({ path }) => path)
}

/** @throws {Failure} before anything is touched. */
export function refuseIncomplete(sequence: number, missing: readonly string[], current: CurrentRecord): void {
  if (missing.length === 0) return
  const more = missing.length > MOST_NAMES ? ` and ${missing.length - MOST_NAMES} more` : ''
  throw new Failure(`Could not roll back to release ${sequence}`, {
    why: `the content of ${missing.slice(0, MOST_NAMES).join(', ')}${more} is lost; somebody changed or deleted it by hand`,
    hint: `Nothing was changed. ${choices({ ...current, history: current.history.filter((one) => one.sequence !== sequence) })}`,
  })
}
