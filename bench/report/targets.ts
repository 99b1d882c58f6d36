// What the action is to reach, and what was measured: medians of ratios where there is a peer.

import type { Comparison, Pair, Usage } from '../model.ts'
import { ratiosOf, rounded, spreadOf } from './numbers.ts'

export interface Target {
  readonly what: string
  /** In words, as in `≤ 0.5`. */
  readonly target: string
  /** Undefined where it was not measured. */
  readonly measured: string | undefined
  readonly reached: boolean
}

/** Bytes of each bundle by its path. */
export type Bundles = Readonly<Record<string, number>>

const MB = 1_000_000
/** As good as linear: a fifth is what runs of the same thing differ by. */
const LINEAR = 1.2

/** A phase at a round trip, as the comparisons name it. */
type At = readonly [phase: string, roundTrip: number, files?: number]

export function targetsOf(comparisons: readonly Comparison[], bundles: Bundles, cloudFrontSeconds: number): Target[] {
  const find = (at: At, peer?: string) => comparisons.find((each) => isAt(each, at) && (!peer || each.peer === peer))
  const ratio = (at: At, peer: string) => wallRatio(find(at, peer)?.pairs)
  const median = (at: At, what: (usage: Usage) => number) => medianOf(find(at)?.pairs, what)
  const faster = (roundTrip: number) => worst(['rclone', 's5cmd'].map((peer) => ratio(['cold', roundTrip], peer)))
  const growth = (phase: string) => {
    const [few, more, most] = [1_000, 10_000, 100_000].map((files) => median([`growth, ${phase}`, 0, files], wall))
    return over(over(minus(most, more), 90_000), over(minus(more, few), 9_000))
  }
  return [
    atMost('no-op ÷ rclone, 0 ms', 0.5, ratio(['no-op', 0], 'rclone')),
    atMost('no-op ÷ rclone, 20 ms', 0.5, ratio(['no-op', 20], 'rclone')),
    atMost('no-op ÷ aws s3 sync, 0 ms', 1 / 60, ratio(['no-op', 0], 'aws')),
    atMost('no-op ÷ aws s3 sync, 20 ms', 1 / 60, ratio(['no-op', 20], 'aws')),
    atMost('delta ÷ rclone, 0 ms', 0.5, ratio(['delta', 0], 'rclone')),
    atMost('delta ÷ rclone, 20 ms', 0.5, ratio(['delta', 20], 'rclone')),
    atMost('cold ÷ the faster of rclone and s5cmd, 0 ms', 0.8, faster(0)),
    atMost('cold ÷ the faster of rclone and s5cmd, 20 ms', 0.6, faster(20)),
    atMost('merge to live ÷ the script', 1 / 3, ratio(['merge', 0], 'script')),
    atMost('merge to live without CloudFront’s own time, s', 1.5, minus(median(['merge', 0], wall), cloudFrontSeconds)),
    atMost('rollback of 1,000 files ÷ its deploy, 0 ms', 1 / 3, ratio(['rollback', 0], 'its deploy')),
    atMost('rollback of 1,000 files ÷ its deploy, 20 ms', 1 / 3, ratio(['rollback', 20], 'its deploy')),
    atMost(
      'peak memory with the icons, MB',
      250,
      most(
        [
          ['cold', 0],
          ['no-op', 0],
          ['delta', 0],
        ],
        median,
      ),
    ),
    atMost('peak memory with the icons, all headers changed, MB', 250, most([['headers', 0]], median)),
    atMost(
      'peak memory with 100,000 files, MB',
      300,
      most(
        [
          ['cold', 0, 100_000],
          ['no-op', 0, 100_000],
        ],
        median,
      ),
    ),
    atMost('time per further file, cold: from 10,000 to 100,000 ÷ from 1,000 to 10,000', LINEAR, growth('cold')),
    atMost('time per further file, no-op: from 10,000 to 100,000 ÷ from 1,000 to 10,000', LINEAR, growth('no-op')),
    atMost('start to first request, s', 0.25, median(['start', 0], wall)),
    ...Object.entries(bundles).map(([path, bytes]) => atMost(`${path}, MB`, 3, bytes / MB)),
  ]
}

/** The first of several sizes of tree is the icons, for 100,000 files are asked for by their number. */
function isAt({ phase, roundTrip, files }: Comparison, at: At): boolean {
  return phase === at[0] && roundTrip === at[1] && (at[2] === undefined ? files !== 100_000 : files === at[2])
}

const wall = (usage: Usage) => usage.wall

function wallRatio(pairs: readonly Pair[] = []): number | undefined {
  const walls = pairs.flatMap(({ ours, peer }) => (peer ? [[ours.wall, peer.wall] as const] : []))
  return walls.length > 0 ? ratiosOf(walls).median : undefined
}

function medianOf(pairs: readonly Pair[] = [], what: (usage: Usage) => number): number | undefined {
  return pairs.length > 0 ? spreadOf(pairs.map(({ ours }) => what(ours))).median : undefined
}

/** The largest ratio is the one to the faster peer; with a peer missing it is not known. */
function worst(ratios: readonly (number | undefined)[]): number | undefined {
  const known = ratios.filter((each) => each !== undefined)
  return known.length === ratios.length ? Math.max(...known) : undefined
}

function most(places: readonly At[], median: (at: At, what: (usage: Usage) => number) => number | undefined) {
  return worst(
    places.map((at) =>
      over(
        median(at, ({ memory }) => memory),
        MB,
      ),
    ),
  )
}

function over(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value / by
}

function minus(value: number | undefined, by: number | undefined): number | undefined {
  return value === undefined || by === undefined ? undefined : value - by
}

function atMost(what: string, limit: number, measured: number | undefined): Target {
  return {
    what,
    target: `≤ ${limit === 1 / 60 ? '1/60 (0.0167)' : limit === 1 / 3 ? '1/3' : limit}`,
    measured: measured === undefined ? undefined : measured < 0.1 ? measured.toFixed(4) : rounded(measured),
    reached: measured !== undefined && measured <= limit,
  }
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ what, target, measured, reached }) => {
    const verdict = measured === undefined ? 'not measured' : reached ? 'reached' : '**missed**'
    return `| ${what} | ${target} | ${measured ?? '–'} | ${verdict} |`
  })
  return ['| what | target | measured | |', '|---|---|---|---|', ...rows].join('\n')
}
