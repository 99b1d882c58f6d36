// What the stories say while they go.

import type { Release } from './describe/release.ts'
import type { Distribution } from './distribution-model.ts'
import { newlyRehashed } from './plan/rehashed.ts'
import { siteAddress } from './plan/site-address.ts'
import { viewerPaths } from './plan/viewer-paths.ts'
import { matcher, type Planned } from './planning.ts'
import type { World } from './ports.ts'
import type { SiteInputs } from './read/inputs.ts'
import type { Live } from './read/live.ts'
import { CURRENT, statePlace } from './records/names.ts'
import { cachingLines, planLines } from './report/lines.ts'
import { editWarnings, excludedWarnings, refusedWarnings, rehashedWarnings } from './report/warnings.ts'

/** That of the first distribution, unless the caller knows better. */
export function siteUrl(inputs: SiteInputs, { distributions: [first] }: Live): string {
  return inputs.urls[0] ?? (first === undefined ? '' : siteAddress(first, inputs))
}

export function tellRelease(release: Release, { log }: World): Release {
  for (const line of cachingLines(release.assets)) log.info(line)
  for (const notice of release.notices) log.notice(notice)
  for (const warning of release.warnings) log.warning(warning)
  return release
}

export function tellPlan(planned: Planned, inputs: SiteInputs, { log }: World): void {
  const { plan } = planned
  for (const line of planLines(plan)) log.info(line)
  const warnings = [
    ...editWarnings(plan),
    ...rehashedWarnings(newlyRehashed(planned.wanted, planned.rehashed, planned.situation)),
    ...refusedWarnings(plan),
    ...excludedWarnings(plan, inputs.prefix, matcher(inputs.exclude)),
  ]
  for (const warning of warnings) log.warning(warning)
}

/** The records lie beside the site, so that CloudFront does not serve them; where it serves the whole bucket it does. */
export function tellPublicState({ bucket, prefix, state }: SiteInputs, { distributions }: Live, { log }: World): void {
  if (state !== bucket) return
  const record = statePlace(prefix) + CURRENT
  const isPublic = (one: Distribution): boolean => one.readable && viewerPaths(record, one, bucket).length > 0
  if (prefix !== '' && !distributions.some(isPublic)) return
  log.warning(
    `Visitors could fetch the records of releases, s3://${bucket}/${record}: the site is served from the whole bucket. ` +
      'Name another bucket in `state`, or put the site below a prefix that is the origin path of the distribution.',
  )
}

/** Between the first look and the lease somebody else may have written. */
export function tellPlanAgain({ plan }: Planned, forecast: Planned, { log }: World): void {
  const lines = planLines(plan)
  if (lines.join('\n') === planLines(forecast.plan).join('\n')) return
  log.info('The site has changed since it was looked at first; the plan is now:')
  for (const line of lines) log.info(line)
}
