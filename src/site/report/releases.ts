// The releases that can be returned to, for log and summary.

import { code, table, text } from '../../shared/markdown.ts'
import { restorable } from '../plan/rollback.ts'
import type { CurrentRecord, PastRelease } from '../record-model.ts'

/** Releases that are listed; older ones may be there, too. */
const MOST_RELEASES = 10

type Told = Pick<PastRelease, 'sequence' | 'provenance' | 'time'>

/** `release 7 (commit 1a2b3c4, live since 2026-11-22T18:00:00Z, by octocat)` */
export function releaseLine({ sequence, provenance, time }: Told): string {
  const { commit, actor } = provenance
  if (sequence === 0) return 'release 0 (what was there before the first deploy)'
  return `release ${sequence} (${commit === '' ? 'no commit' : `commit ${commit.slice(0, 7)}`}, live since ${wholeSeconds(time)}, by ${actor})`
}

export function releaseLines(current: CurrentRecord | undefined): readonly string[] {
  if (current === undefined) return []
  const back = listed(current).map((release) => `  ${releaseLine(release)}`)
  const held = current.hold === undefined ? [] : [`Deploys are held: ${current.hold.actor} ${current.hold.reason}.`]
  const can = back.length === 0 ? [] : ['Can be rolled back to:', ...back]
  return [`Live: ${releaseLine(current.live)}`, ...can, ...held]
}

/** As Markdown. */
export function releasesOf(current: CurrentRecord | undefined): string {
  if (current === undefined) return ''
  const { live, hold } = current
  const rows = [row(live, 'live'), ...listed(current).map((release) => row(release, ''))]
  const held = hold && `Deploys are held: ${text(`${hold.actor} ${hold.reason}`)}. To go on: ${code('mode: resume')}.`
  const how = rows.length > 1 ? `To take one back: ${code('mode: rollback')} with ${code('release')}.` : ''
  const list = table(['Release', 'Commit', 'Live since', 'By', ''], rows)
  return ['### Releases', held ?? '', list, how].filter((part) => part !== '').join('\n\n')
}

function listed(current: CurrentRecord): readonly PastRelease[] {
  return restorable(current).slice(0, MOST_RELEASES)
}

/** Nobody knows who put there what was there before the first deploy, nor when. */
function row({ sequence, provenance, time }: Told, note: string): readonly string[] {
  if (sequence === 0) return ['0', 'what was there before', '', '', note]
  const { commit, actor } = provenance
  return [String(sequence), code(commit === '' ? '–' : commit.slice(0, 7)), wholeSeconds(time), text(actor), note]
}

function wholeSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z')
}
