// What about the distributions will cost somebody a night, each told once, with the cure.

import type { CacheBehavior, Distribution } from '../distribution-model.ts'
import { servingBehaviors } from '../plan/viewer-paths.ts'
import {
  type Check,
  elsewhere,
  falseSuccess,
  held,
  isSiteServed,
  rootless,
  uncompressed,
} from './distribution-checks.ts'
import { unknownHosts } from './host-names.ts'
import type { SiteInputs } from './inputs.ts'
import { capital, which } from './naming.ts'

type Told = Pick<SiteInputs, 'bucket' | 'prefix' | 'urls' | 'distributions'>

/** Sentences; none for what is fine, what cannot be read, or what does no harm. */
export function distributionWarnings(distributions: readonly Distribution[], told: Told): readonly string[] {
  const readable = distributions.filter((one) => one.readable)
  const serving = readable.filter((one) => isSiteServed(one, told))
  return [
    ...unreadable(distributions.filter((one) => !one.readable)),
    ...readable.filter((one) => !serving.includes(one)).map((one) => elsewhere(one, told)),
    ...[held, falseSuccess, rootless, uncompressed].flatMap((check) => grouped(check, serving, told)),
    ...unreadablePolicies(serving, told),
    ...underWay(readable),
    ...unknownHosts(distributions, told),
  ]
}

function unreadable(distributions: readonly Distribution[]): readonly string[] {
  if (distributions.length === 0) return []
  const arns = distributions.map(({ arn }) => arn).join(', ')
  return [
    `${capital(which(distributions))} could not be read, so everything there is invalidated. ` +
      `The role needs cloudfront:GetDistribution (or cloudfront:GetDistributionConfig) on ${arns}.`,
  ]
}

/** One sentence for all distributions of which the same is to be told. */
function grouped(check: Check, distributions: readonly Distribution[], told: Told): readonly string[] {
  const found = Map.groupBy(distributions, (one) => check(one, told))
  return [...found].flatMap(([what, those]) => (what === undefined ? [] : [`On ${which(those)} ${what}`]))
}

function unreadablePolicies(distributions: readonly Distribution[], { bucket, prefix }: Told): readonly string[] {
  const unread = (one: Distribution): readonly CacheBehavior[] =>
    servingBehaviors(prefix, one, bucket).filter(({ caching }) => caching === undefined)
  const those = distributions.filter((one) => unread(one).length > 0)
  if (those.length === 0) return []
  const arns = those.flatMap((one) => unread(one).map(({ policy }) => policyArn(policy, one)))
  return [
    `On ${which(those)} a cache policy could not be read, so more is invalidated than may be needed. ` +
      `The role needs cloudfront:GetCachePolicy on ${[...new Set(arns)].join(', ')}.`,
  ]
}

/** `arn:aws:cloudfront::123456789012:distribution/E1` → `arn:aws:cloudfront::123456789012:cache-policy/…` */
function policyArn(policy: string, { arn }: Distribution): string {
  return `${arn.replace(/:distribution\/.*$/, '')}:cache-policy/${policy}`
}

function underWay(distributions: readonly Distribution[]): readonly string[] {
  const those = distributions.filter(({ deployed }) => deployed === false)
  if (those.length === 0) return []
  const since = those.map(({ lastModified }) => `${lastModified.slice(0, 16).replace('T', ' ')} UTC`).join(' and ')
  return [
    `${capital(which(those))} got other settings on ${since} that are still on their way: some edges go by those of before. ` +
      'Where visitors see something odd, wait until the status is Deployed, and deploy again.',
  ]
}
