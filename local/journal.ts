import { lineOf } from './transcript.ts'

/** Which of the services a request was for. */
export type ServiceName = 's3' | 'cloudfront' | 'elasticbeanstalk' | 'sts' | 'edge'

/** What a request is about; a request is seldom about all of it. */
export interface Subject {
  readonly bucket?: string
  readonly key?: string
  /** The keys of a batch delete, as they stand in its body. */
  readonly keys?: readonly string[]
  readonly distribution?: string
  /** The edge location that was visited. */
  readonly location?: string
  /** The paths of an invalidation. */
  readonly paths?: readonly string[]
  /** Of Elastic Beanstalk; the environment as it was called, by name or ID. */
  readonly application?: string
  readonly environment?: string
  /** The label of an application version. */
  readonly version?: string
}

/** One request, as rules and assertions see it. */
export interface JournalEntry extends Subject {
  readonly service: ServiceName
  /** `PutObject`; at the edge the method; for what no service knows, the method and what was asked. */
  readonly operation: string
  /** Would it change something if it were done? */
  readonly changes: boolean
  readonly method: string
  /** The path exactly as it was sent, percent-encoding and all. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** Who says that they sent it; undefined for an anonymous request, and at the edge. */
  readonly accessKey: string | undefined
  /** Size of the body without transfer framing. */
  readonly bytes: number
  /** When it arrived, by the local clock. */
  readonly time: number
  /** What was answered; undefined while the request is open, and for good when it was dropped or stalled. */
  readonly status: number | undefined
  /** What became of it, for people: `200`, `412 PreconditionFailed`, `401 by a rule`, `open`, `stalled`, `dropped before`, `dropped after 200`. */
  readonly outcome: string
}

/** Every request in the order in which it was fully received. */
export interface Journal {
  readonly entries: readonly JournalEntry[]
  /** One readable line per request; visits to the edge only when asked for. */
  lines(options?: { readonly edge?: boolean }): string[]
  /** The lines of those requests that were to change something. */
  writes(): string[]
  /** The entries of one operation. */
  of(operation: string): JournalEntry[]
  clear(): void
}

/** What is known of a request before it is answered. */
export type Arrival = Omit<JournalEntry, 'time' | 'status' | 'outcome'>

/** Tells the journal what became of a request. */
export type Settle = (outcome: string, status?: number) => void

/** The side of the journal that the servers write to. */
export interface JournalBook extends Journal {
  begin(arrival: Arrival, time: number): { readonly entry: JournalEntry; readonly settle: Settle }
}

export function openJournal(): JournalBook {
  const entries: JournalEntry[] = []
  return {
    entries,
    lines: ({ edge = false } = {}) => entries.filter((entry) => edge || entry.service !== 'edge').map(lineOf),
    writes: () => entries.filter((entry) => entry.changes).map(lineOf),
    of: (operation) => entries.filter((entry) => entry.operation === operation),
    clear: () => {
      entries.length = 0
    },
    begin: (arrival, time) => {
      const entry = { ...arrival, time, status: undefined, outcome: 'open' }
      entries.push(entry)
      return { entry, settle: (outcome, status) => Object.assign(entry, { outcome, status }) }
    },
  }
}
