// What a person should hear about a release before it goes live.

import { named } from '../../shared/printable.ts'
import type { Asset } from '../file-model.ts'
import { contentTypeOf, UNKNOWN } from './content-type.ts'
import type { HeaderRule } from './header-rules.ts'

const hour = 3600

export function noticesOf(assets: readonly Asset[], rules: readonly HeaderRule[]): readonly string[] {
  return [...unknownTypes(assets, rules), ...unusedRules(assets, rules)]
}

/** Files that browsers will download rather than show. */
function unknownTypes(assets: readonly Asset[], rules: readonly HeaderRule[]): readonly string[] {
  const typed = rules.filter(({ name }) => name === 'Content-Type')
  const unknown = assets
    .filter(({ headers }) => headers['Content-Type'] === UNKNOWN)
    .filter(({ path }) => contentTypeOf(path) === undefined && !typed.some((rule) => rule.matches(path)))
    .map(({ path }) => path)
  if (unknown.length === 0) return []
  return [
    `The type of ${named(unknown)} is unknown, so browsers get ${UNKNOWN}. ` +
      'If that is wrong, set it in the input headers: glob  Content-Type: type/subtype.',
  ]
}

function unusedRules(assets: readonly Asset[], rules: readonly HeaderRule[]): readonly string[] {
  const unused = rules.filter((rule) => !assets.some(({ path }) => rule.matches(path)))
  return unused.map(
    ({ line, glob }) =>
      `Input headers, line ${line}: “${glob}” matches no file. Globs are relative to the folder; **/ stands for any depth.`,
  )
}

/** A page that browsers keep shows an old release, and asks for files that are gone. */
export function warningsOf(assets: readonly Asset[]): readonly string[] {
  const kept = assets.filter(
    ({ role, headers }) => role !== 'asset' && secondsKept(headers['Cache-Control'] ?? '') > hour,
  )
  if (kept.length === 0) return []
  const paths = kept.map(({ path }) => path)
  return [
    `By the input headers, ${named(paths)} may be kept for more than an hour (${kept[0]?.headers['Cache-Control']}). ` +
      'Visitors go on seeing the old release for that long; pages are best left at no-cache.',
  ]
}

/** The longest time that a browser or CloudFront may answer without asking. */
function secondsKept(cacheControl: string): number {
  if (/\bno-(?:cache|store)\b/i.test(cacheControl)) return 0
  const ages = [...cacheControl.matchAll(/\b(?:max-age|s-maxage)="?(\d+)/gi)].map(([, seconds]) => Number(seconds))
  return Math.max(0, ...ages)
}
