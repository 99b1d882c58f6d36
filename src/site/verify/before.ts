// What was to be seen before anything is changed: without that, nobody can say what a look afterwards proves.

import { parallel } from '../../shared/parallel.ts'
import type { Answer } from '../ports.ts'
import { entryAddress } from './entry.ts'
import { digest, judge, MOST_BYTES } from './judge.ts'
import type { Baseline, LiveEntry, SiteAddress, World } from './model.ts'
import { pageReferences } from './references.ts'
import { obstacleSentence, statusSentence, wallSentence } from './sentences.ts'
import { type Sight, see } from './sight.ts'

/** Milliseconds for the one look that there is. */
const BOUND = 8000

const AT_ONCE = 16

/**
 * `liveEntry` is what the bucket has now. Where it has none, as before a first deploy, nobody looks: edges would keep the
 * error for a while, and the first visitors of the release would get it.
 */
export async function lookBefore(site: SiteAddress, liveEntry: LiveEntry | undefined, world: World): Promise<Baseline> {
  if (liveEntry === undefined) return { sight: 'nothing', why: '', sha256: '', missing: new Set() }
  const address = entryAddress(liveEntry.path, site.url)
  const end = world.clock.monotonic() + BOUND
  const sight = await see(address, site, { end, bytes: MOST_BYTES }, world)
  const why = obstructionOf(address, sight)
  if (why !== '' || 'obstacle' in sight) {
    return { sight: 'unseen', why, sha256: '', missing: new Set() }
  }
  const { body } = sight.answer
  const missing = await missingFrom(body.toString('utf8'), sight.address, end, site, world)
  return { sight: comparison(sight.answer, liveEntry), why: '', sha256: digest('sha256', body), missing }
}

/** '' where the page is there. */
function obstructionOf(address: string, sight: Sight): string {
  if ('obstacle' in sight) return obstacleSentence(address, sight)
  const { status, headers } = sight.answer
  if (headers['x-amzn-waf-action'] !== undefined) return wallSentence(address)
  return status === 200 ? '' : statusSentence(address, status)
}

/** Bytes that arrive decoded prove nothing where nobody knows how they are stored. */
function comparison({ body, cut, headers }: Answer, live: LiveEntry): 'same' | 'seen' | 'other' {
  const isSame = live.sha256 === undefined ? digest('md5', body) === live.etag : digest('sha256', body) === live.sha256
  if (isSame) return 'same'
  const isPlain = live.headers === undefined ? headers['content-encoding'] === undefined : !isEncoded(live)
  const isProof = live.sha256 !== undefined || /^[0-9a-f]{32}$/.test(live.etag)
  return isPlain && isProof && !cut ? 'other' : 'seen'
}

function isEncoded({ headers }: LiveEntry): boolean {
  return headers?.['Content-Encoding'] !== undefined
}

/** The addresses that the page loads and that are not to be had, for whatever reason. */
async function missingFrom(
  page: string,
  address: string,
  end: number,
  site: SiteAddress,
  world: World,
): Promise<ReadonlySet<string>> {
  const { references } = pageReferences(page, address)
  const looks = await parallel(references, AT_ONCE, async (reference) => {
    const check = { address: reference.address, by: '', expected: { kind: reference.kind, path: '' } }
    const { verdict } = judge(check, await see(reference.address, site, { end, bytes: 0 }, world))
    return verdict === 'right' ? [] : [reference.address]
  })
  return new Set(looks.flat())
}
