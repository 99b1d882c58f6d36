// The next record: what is live now, and everything of ours beside it.

import type {
  CurrentRecord,
  Known,
  KeptContent,
  PastRelease,
  RecordedFile,
  ReleaseRecord,
  RetainedFile,
  Situation,
} from '../model.ts'

/** What has become of the site when a run is about to record it. */
export interface Outcome {
  /** The release that is live now, with the ETags that S3 answered. */
  readonly live: ReleaseRecord
  /** Before this run changed anything. */
  readonly known: ReadonlyMap<string, Known>
  /** Keys that this run deleted. */
  readonly removed: ReadonlySet<string>
  /** What this run has kept. */
  readonly kept: readonly Omit<KeptContent, 'release' | 'ended' | 'condemned'>[]
  /** Content that somebody purged, by hash. */
  readonly purged: ReadonlySet<string>
  /** Somebody rolled back. */
  readonly leaves: boolean
  /** By S3's clock, ISO 8601 UTC. */
  readonly now: string
}

type Succession = Pick<CurrentRecord, 'live' | 'history' | 'ledger' | 'kept' | 'begun'>

export function succeed(situation: Situation, outcome: Outcome): Succession {
  const { current } = situation
  return {
    live: outcome.live,
    history: historyAfter(current, outcome),
    ledger: ledgerAfter(situation, outcome),
    kept: keptAfter(situation, outcome),
    begun: begunAfter(situation, outcome),
  }
}

function historyAfter({ live, history }: CurrentRecord, { live: next, leaves, now }: Outcome): readonly PastRelease[] {
  const isSame = next.sequence === live.sequence
  const isNothing = live.sequence === 0 && live.files.length === 0
  if (isSame || isNothing) return history
  const { sequence, provenance, time, restores, content } = live
  const past = { sequence, provenance, time, restores, content, ended: now, left: leaves, missing: [] }
  return [...history, past]
}

/** What was there before the first release is not ours, and no ledger may name it. */
function ledgerAfter(situation: Situation, outcome: Outcome): readonly RetainedFile[] {
  const { current, open, settled } = situation
  const wanted = new Set(outcome.live.files.map(({ key }) => key))
  const left = current.live.sequence > 0 ? current.live.files : []
  const entries = [
    ...retained(settled.map(endedAs(current)), outcome),
    ...retained(open.map((one) => ({ ...one, ended: outcome.now })), outcome),
    ...current.ledger,
    ...left.map((file) => ({ file, release: current.live.sequence, ended: outcome.now, condemned: false })),
  ]
  const isThere = ({ file }: RetainedFile): boolean => {
    const there = outcome.known.get(file.key)
    const isThat = there?.live.etag === file.etag && there.live.size === file.size
    return isThat && !wanted.has(file.key) && !outcome.removed.has(file.key)
  }
  const byKey = new Map(entries.filter(isThere).map((entry) => [entry.file.key, entry]))
  return [...byKey.values()]
}

function endedAs({ begun }: CurrentRecord): (release: ReleaseRecord) => ReleaseRecord & { readonly ended: string } {
  const ends = new Map(begun.map(({ sequence, ended }) => [sequence, ended]))
  return (release) => ({ ...release, ended: ends.get(release.sequence) ?? release.time })
}

function retained(
  releases: readonly (ReleaseRecord & { readonly ended: string })[],
  { known }: Outcome,
): readonly RetainedFile[] {
  const isLeft = ({ key }: RecordedFile): boolean => known.get(key)?.kind === 'begun'
  return releases.flatMap(({ files, sequence, ended }) =>
    files.filter(isLeft).map((file) => ({ file, release: sequence, ended, condemned: false })),
  )
}

/** Kept content that the release before referred to is needed for as long as that one is. */
function keptAfter({ current, kept }: Situation, outcome: Outcome): readonly KeptContent[] {
  const { sequence, files } = current.live
  const referred = new Set(files.map(({ sha256 }) => sha256))
  const ending = { release: sequence, ended: outcome.now, condemned: false }
  const before = current.kept.filter(({ sha256, etag }) => kept.get(sha256)?.etag === etag)
  const known = new Set(before.map(({ sha256 }) => sha256))
  const orphans = [...kept].filter(([sha256]) => !known.has(sha256))
  const entries = [
    ...orphans.map(([sha256, copy]) => ({ sha256, ...copy, key: '', was: '', ...ending })),
    ...before.map((entry) => (referred.has(entry.sha256) ? { ...entry, ...ending } : entry)),
    ...outcome.kept.map((entry) => ({ ...entry, ...ending })),
  ]
  const byHash = new Map(entries.filter(({ sha256 }) => !outcome.purged.has(sha256)).map((one) => [one.sha256, one]))
  return [...byHash.values()]
}

function begunAfter({ current, open }: Situation, { live, now }: Outcome) {
  const unfinished = open.filter(({ sequence }) => sequence !== live.sequence)
  return [...current.begun, ...unfinished.map(({ sequence }) => ({ sequence, ended: now }))]
}
