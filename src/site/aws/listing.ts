// All objects below a prefix: in several ranges at once, where it is known what should lie there.

import type { LiveObject } from '../file-model.ts'
import type { Expectation } from '../ports.ts'
import { byBytes } from '../records/order.ts'

export interface Page {
  readonly objects: readonly LiveObject[]
  /** The token of the page after it; undefined for the last one. */
  readonly next: string | undefined
}

/** Asks for a page: the first one, the first one after a key, or the one that a token stands for. */
export type AskPage = (from?: { readonly after: string } | { readonly token: string }) => Promise<Page>

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const KEYS_PER_PAGE = 1000

/** Keys that are expected in one range: a few that are new there must not make it longer than a page. */
const KEYS_PER_RANGE = 950

/**
 * The first page is asked for at once; as soon as the expected keys are known, they say where the other ranges begin, and
 * those are listed at the same time. The answer is right whatever was expected: it only comes sooner or later.
 */
export async function listAll(ask: AskPage, expected: readonly Expectation[] = []): Promise<readonly LiveObject[]> {
  const first = ask()
  const splits = await splitsFor(first, expected)
  if (splits.length === 0) return await allFrom(ask, await first)
  return (await inRanges(ask, first, splits)) ?? (await allFrom(ask, await ask()))
}

/** Where the only page is there before the expectation, nothing is left to split. */
async function splitsFor(first: Promise<Page>, expected: readonly Expectation[]) {
  const splits = firstSplits(expected.map((keys) => keys.catch(() => [])))
  return await Promise.race([splits, first.then(({ next }) => (next === undefined ? [] : splits))])
}

async function firstSplits(expected: readonly Expectation[]): Promise<readonly string[]> {
  for (const keys of expected) {
    const splits = splitPoints(await keys)
    if (splits.length > 0) return splits
  }
  return []
}

/** The last key of every range but the last one. */
function splitPoints(expected: readonly string[]): readonly string[] {
  const keys = [...new Set(expected)].sort(byBytes)
  if (keys.length <= KEYS_PER_PAGE) return []
  const each = Math.ceil(keys.length / Math.ceil(keys.length / KEYS_PER_RANGE))
  return keys.filter((_, index) => (index + 1) % each === 0 && index < keys.length - 1)
}

async function allFrom(ask: AskPage, first: Page): Promise<readonly LiveObject[]> {
  const objects: LiveObject[] = []
  for (let page = first; ; page = await ask({ token: page.next })) {
    objects.push(...page.objects)
    if (page.next === undefined) return objects
  }
}

/** What lies after one key, up to and including another. */
interface Range {
  readonly objects: readonly LiveObject[]
  /** The first key that came after its end. */
  readonly beyond: string | undefined
}

/** Undefined where the server answers in another order than that of UTF-8 bytes, so that ranges mean nothing. */
async function inRanges(
  ask: AskPage,
  first: Promise<Page>,
  splits: readonly string[],
): Promise<readonly LiveObject[] | undefined> {
  const listing = [undefined, ...splits].map((after, index) =>
    rangeOf(ask, after === undefined ? first : ask({ after }), { after, until: splits[index] }),
  )
  // Nothing may go on behind the caller's back when one of them fails.
  await Promise.allSettled(listing)
  const ranges = await Promise.all(listing)
  const whole = ranges.every((range) => range !== undefined)
  return whole && agree(ranges) ? ranges.flatMap(({ objects }) => objects) : undefined
}

async function rangeOf(
  ask: AskPage,
  first: Promise<Page>,
  { after, until }: { readonly after: string | undefined; readonly until: string | undefined },
): Promise<Range | undefined> {
  const objects: LiveObject[] = []
  let last = after
  for (let page = await first; ; page = await ask({ token: page.next })) {
    for (const object of page.objects) {
      if (last !== undefined && byBytes(last, object.key) >= 0) return undefined
      if (until !== undefined && byBytes(until, object.key) < 0) return { objects, beyond: object.key }
      last = object.key
      objects.push(object)
    }
    if (page.next === undefined || last === until) return { objects, beyond: undefined }
  }
}

/**
 * What a range met beyond its end must have been met again by the range that it belongs to: only then nothing lies
 * between two ranges in the server's own order.
 */
function agree(ranges: readonly Range[]): boolean {
  const met = new Set(ranges.flatMap(({ objects }) => objects.map(({ key }) => key)))
  return ranges.every(({ beyond }) => beyond === undefined || met.has(beyond))
}
