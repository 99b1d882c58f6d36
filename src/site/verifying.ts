// Looks at the site through its public addresses: once before a release is switched to, and when it is live.

import { Failure } from '../shared/failure.ts'
import { together } from '../shared/together.ts'
import type { Distribution } from './distribution-model.ts'
import type { Wanted } from './file-model.ts'
import type { Sighting } from './model.ts'
import { siteAddress } from './plan/site-address.ts'
import type { Planned } from './planning.ts'
import type { World } from './ports.ts'
import { falseSuccess } from './read/distribution-checks.ts'
import type { SiteInputs } from './read/inputs.ts'
import type { Account } from './report/account.ts'
import { lookBefore } from './verify/before.ts'
import { entryOf } from './verify/entry.ts'
import type { Baseline, LiveEntry, SiteAddress } from './verify/model.ts'
import { verifyLive } from './verify/verify.ts'

/** Sentences of one warning; log and summary have them all. */
const MOST_TOLD = 3

/** An address from which the site is looked at. */
export interface Lookout {
  readonly site: SiteAddress
  /** Undefined where none of those that were named is known to answer it. */
  readonly distribution: Distribution | undefined
  readonly baseline: Baseline
}

/** What looking takes. */
export interface Looking {
  readonly inputs: SiteInputs
  readonly world: World
  readonly account: Account
  readonly distributions: readonly Distribution[]
}

/** Looks from each address at what is live before anything is changed. None where nobody is to look. */
export async function lookOut({ wanted, known }: Planned, looking: Looking): Promise<readonly Lookout[]> {
  const entry = entryOf(wanted)
  if (!looking.inputs.verifies || entry === undefined) return []
  const there = known.get(entry.key)
  const live: LiveEntry | undefined = there && {
    path: entry.path,
    role: entry.role,
    size: there.live.size,
    sha256: there.file?.sha256,
    headers: there.hasRecordedHeaders ? there.file?.headers : undefined,
    etag: there.live.etag,
  }
  return await together(
    sitesOf(looking).map(async ({ site, distribution }) => {
      return { site, distribution, baseline: await lookBefore(site, live, looking.world) }
    }),
  )
}

function sitesOf({ inputs, distributions }: Looking): readonly Pick<Lookout, 'site' | 'distribution'>[] {
  const { urls, verifyHeaders: headers } = inputs
  const places =
    urls.length > 0
      ? urls.map((url) => ({ url, distribution: distributions.find((one) => answers(one, url)) }))
      : distributions.map((one) => ({ url: siteAddress(one, inputs), distribution: one }))
  return places.flatMap(({ url, distribution }) =>
    url === '' ? [] : [{ site: { url: withSlash(url), headers }, distribution }],
  )
}

function answers({ aliases, domainName }: Distribution, url: string): boolean {
  return [...aliases, domainName].includes(new URL(url).hostname)
}

function withSlash(url: string): string {
  const address = new URL(url)
  address.search = ''
  address.hash = ''
  return address.href.endsWith('/') ? address.href : `${address.href}/`
}

/**
 * Looks from each address at the release that is live now.
 * @throws {AggregateError} of what is proven to be wrong; what could not be seen is a warning.
 */
export async function verify(
  release: number,
  wanted: readonly Wanted[],
  lookouts: readonly Lookout[],
  looking: Looking,
): Promise<void> {
  if (entryOf(wanted) === undefined) return
  const { account, world } = looking
  const sightings = await together(
    lookouts.map(async (lookout) => {
      const circumstances = {
        isSettling: isSettling(lookout, looking),
        isErrorPageTold: distributionsAt(lookout, looking).some(
          (one) => falseSuccess(one, looking.inputs) !== undefined,
        ),
      }
      const verification = await verifyLive(lookout.site, wanted, lookout.baseline, world, circumstances)
      return { url: lookout.site.url, release, verification }
    }),
  )
  account.sightings.push(...sightings)
  for (const warning of new Set(sightings.flatMap(warningsOf))) world.log.warning(warning)
  const wrong = sightings.flatMap(failuresOf)
  if (wrong.length > 0) throw new AggregateError(wrong)
}

/** The one behind the address; all of them where that is not known. */
function distributionsAt({ distribution }: Lookout, { distributions }: Looking): readonly Distribution[] {
  return distribution === undefined ? distributions : [distribution]
}

/** Nobody may expect new bytes from an edge that was not told of them, or has not heard yet. */
function isSettling(lookout: Lookout, looking: Looking): boolean {
  if (looking.inputs.invalidate === 'none') return true
  const ids = distributionsAt(lookout, looking).map(({ id }) => id)
  return looking.account.refreshed.some(
    ({ refresh, status }) => status === 'in-progress' && ids.includes(refresh.distribution.id),
  )
}

function warningsOf({ release, url, verification }: Sighting): readonly string[] {
  const { verdict, findings, warnings } = verification
  if (verdict !== 'unseen') return warnings
  const told = findings.slice(0, MOST_TOLD).map(({ sentence }) => sentence)
  const rest = findings.length - told.length
  const more = rest > 0 ? [`So it was with ${rest} more.`] : []
  return [[`Release ${release} was not verified at ${url}.`, ...told, ...more].join(' '), ...warnings]
}

function failuresOf({ release, url, verification }: Sighting): readonly Failure[] {
  if (verification.verdict !== 'wrong') return []
  const [first, ...others] = verification.findings.map(({ sentence }) => sentence)
  const what = `Release ${release} is not what visitors get at ${url}`
  return [new Failure(what, { why: first ?? '' }), ...others.map((sentence) => new Failure(sentence))]
}
