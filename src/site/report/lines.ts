// The plan in words, one line for each thing that will happen: symbol, key, size, Cache-Control, reason.

import { bytes, counted } from '../../shared/printable.ts'
import type { Asset, Headers, Plan, Refresh, Stage, Step, Wanted } from '../model.ts'

/** Lines of one stage that are printed; the plan file has them all. */
const MOST_LINES = 60
const MOST_NAMES = 5

/** `+` new, `~` other bytes, `=` other headers, `-` leaves, `&` kept first, `!` invalidated, `?` not ours. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...plan.stages.flatMap(stageLines),
    ...plan.refreshes.flatMap((refresh) => refreshLines('then invalidated on', refresh)),
    ...(plan.lastStage.steps.length > 0 ? stageLines(plan.lastStage) : []),
    ...plan.lastRefreshes.flatMap((refresh) => refreshLines('at last invalidated on', refresh)),
    ...unknownLines(plan),
    [
      counted(changesIn(plan), 'change'),
      `${counted(plan.unchanged, 'file')} unchanged`,
      ...(plan.retained.length > 0 ? [`${counted(plan.retained.length, 'file')} of earlier releases kept`] : []),
    ].join(', '),
  ]
}

/** How the files of a release are to be cached: one line for each Cache-Control, the most frequent first. */
export function cachingLines(assets: readonly Asset[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { headers } of assets) counts.set(cachingOf(headers), (counts.get(cachingOf(headers)) ?? 0) + 1)
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return sorted.map(([caching, count]) => `${counted(count, 'file')} with ${caching}`)
}

function cachingOf(headers: Headers | undefined): string {
  return headers?.['Cache-Control'] ?? 'no Cache-Control'
}

export function stepLine(step: Step): string {
  const { key, size, headers } = step.asset
  const caching = step.kind === 'keep' || step.kind === 'delete' ? '' : `, ${cachingOf(headers)}`
  return `${symbolOf(step)} ${key} (${bytes(size)}${caching}): ${step.reason}`
}

/** Browsers were told to keep these for a year. */
export function rehashedWarnings(files: readonly Wanted[]): readonly string[] {
  if (files.length === 0) return []
  return [
    `Other content than before under the same hashed name: ${named(files)}. It is published and invalidated, and from ` +
      'now on served with no-cache, but browsers that have the old one keep it. Does the bundler hash before it is done with a file?',
  ]
}

/** What somebody changed by hand. */
export function editWarnings({ edits }: Plan): readonly string[] {
  if (edits.length === 0) return []
  const told = edits.slice(0, MOST_NAMES).map(({ path, what }) => `${path} (${what})`)
  const more = edits.length > told.length ? ` and ${edits.length - told.length} more` : ''
  return [`Changed by hand since the last release: ${told.join(', ')}${more}. What the release has is put right.`]
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
  const there = [...retained, ...unknown].map(({ key }) => ({ path: key.slice(below) }))
  const open = there.filter(({ path }) => isExcluded(path))
  if (open.length === 0) return []
  return [`Excluded, and still public: ${named(open)}. To remove them at once, name them in \`purge\`.`]
}

function named(files: readonly { readonly path: string }[]): string {
  const names = files.slice(0, MOST_NAMES).map(({ path }) => path)
  return files.length > names.length ? `${names.join(', ')} and ${files.length - names.length} more` : names.join(', ')
}

function stageLines({ title, steps }: Stage): readonly string[] {
  return [`${title}:`, ...shortened(steps.map(stepLine))]
}

function refreshLines(title: string, { distribution, paths }: Refresh): readonly string[] {
  return [`${title} ${distribution.id}:`, ...shortened(paths.map(({ path, reason }) => `! ${path}: ${reason}`))]
}

function unknownLines({ unknown }: Plan): readonly string[] {
  if (unknown.length === 0) return []
  return ['not put there by a release, kept:', ...shortened(unknown.map(({ key, size }) => `? ${key} (${bytes(size)})`))]
}

function shortened(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`)
  const rest = lines.length - shown.length
  return rest === 0 ? shown : [...shown, `  … and ${rest} more (all of them are in the plan file)`]
}

function symbolOf(step: Step): string {
  if (step.kind === 'keep') return '&'
  if (step.kind === 'delete') return '-'
  if (step.kind === 'copy') return '='
  return 'absent' in step.condition ? '+' : '~'
}

function changesIn({ stages, lastStage }: Plan): number {
  return [...stages, lastStage].flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'keep').length
}
