// What is live, seen against what is wanted.

import type { Headers, LiveHeaders, Wanted } from '../file-model.ts'
import type { Known, RecordedFile } from '../record-model.ts'

/** The outcomes of comparing both sides by name and content. */
export interface Comparison<File extends Wanted> {
  /** Wanted, and not there. */
  readonly absent: readonly File[]
  /** There, with other bytes, or about to be pruned. */
  readonly different: readonly Match<File>[]
  /** There, with as many bytes, under an ETag that is not theirs: changed, or encrypted with a key of KMS. */
  readonly doubtful: readonly Match<File>[]
  /** There, with the same bytes. */
  readonly same: readonly Match<File>[]
}

export interface Match<File extends Wanted> {
  readonly asset: File
  readonly known: Known
}

/** A comparison without doubts. */
export interface Settled<File extends Wanted> extends Comparison<File> {
  readonly doubtful: readonly []
}

type Sameness = 'different' | 'doubtful' | 'same'

/** Compares by recorded hash, or by size and ETag; time says nothing. */
export function compare<File extends Wanted>(
  wanted: readonly File[],
  known: ReadonlyMap<string, Known>,
): Comparison<File> {
  const absent: File[] = []
  const matches: Record<Sameness, Match<File>[]> = { different: [], doubtful: [], same: [] }
  for (const asset of wanted) {
    const there = known.get(asset.key)
    if (there === undefined) absent.push(asset)
    else matches[sameness(there, asset)].push({ asset, known: there })
  }
  return { absent, ...matches }
}

function sameness(known: Known, asset: Wanted): Sameness {
  if (known.condemned) return 'different'
  const is = hasBytesOf(known, asset)
  if (is === undefined) return 'doubtful'
  return is ? 'same' : 'different'
}

/** Has the object the bytes of that file? Undefined where neither a record nor its ETag tells. */
export function hasBytesOf(
  { live, file }: Known,
  { size, sha256, etags }: Pick<Wanted, 'size' | 'sha256' | 'etags'>,
): boolean | undefined {
  if (live.size !== size) return false
  if (file?.sha256 !== undefined && sha256 !== undefined) return file.sha256 === sha256
  return etags.includes(live.etag) ? true : undefined
}

/** Have two recorded files the same bytes? By their hashes, or, where nobody has read one of them, by their ETags. */
export function isSameContent(one: RecordedFile, other: RecordedFile): boolean {
  const isRead = one.sha256 !== undefined && other.sha256 !== undefined
  return isRead ? one.sha256 === other.sha256 : one.etag === other.etag
}

/** What only the object itself can tell: doubtful bytes, and headers that no record vouches for. */
export function unsettled<File extends Wanted>({ doubtful, same }: Comparison<File>): readonly Known[] {
  const open = same.filter(({ asset, known }) => asset.headers !== undefined && !known.hasRecordedHeaders)
  return [...doubtful, ...open].map(({ known }) => known)
}

/**
 * Settles every doubt by the SHA-256 that S3 keeps of our uploads, whatever they are encrypted with; what is not proven
 * to be the same is different.
 */
export function settled<File extends Wanted>(
  comparison: Comparison<File>,
  headers: ReadonlyMap<string, LiveHeaders>,
): Settled<File> {
  const isProven = ({ asset }: Match<File>): boolean => {
    const sha256 = headers.get(asset.key)?.sha256
    return sha256 !== undefined && sha256 === asset.sha256
  }
  return {
    ...comparison,
    different: [...comparison.different, ...comparison.doubtful.filter((match) => !isProven(match))],
    doubtful: [],
    same: [...comparison.same, ...comparison.doubtful.filter(isProven)],
  }
}

/** The names of the headers in which a live object differs from what is wanted, sorted. */
export function drift(wanted: Headers, live: Headers): readonly string[] {
  const names = [...Object.keys(wanted), ...Object.keys(live).filter((name) => !Object.hasOwn(wanted, name))]
  return names.filter((name) => !isSame(name, wanted[name], live[name])).sort()
}

/** S3 answers a date in its own spelling. */
function isSame(name: string, wanted: string | undefined, live: string | undefined): boolean {
  if (wanted === live) return true
  if (name !== 'Expires' || wanted === undefined || live === undefined) return false
  return Date.parse(wanted) === Date.parse(live)
}
