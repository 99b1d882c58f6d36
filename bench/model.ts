// The nouns of the benchmark, in the order in which they flow.

/** What one run of a program took, its children included. */
export interface Spent {
  /** Seconds. */
  readonly wall: number
  /** Seconds of user and system time together. */
  readonly cpu: number
  /** Bytes at the peak of the largest process. */
  readonly memory: number
}

/** The same with the requests that the server saw. */
export interface Usage extends Spent {
  readonly requests: number
}

/** What is to be brought where. */
export interface Job {
  /** Absolute. */
  readonly folder: string
  readonly bucket: string
  /** Where S3 answers. */
  readonly endpoint: string
  /** Which push this is, counted from 1; the same number is the same commit. */
  readonly push: number
}

/** A tool that brings a folder into a bucket. */
export interface Contender {
  readonly name: string
  /** Makes `dist/` in the bucket what the folder is. Throws with the tool's own words when it fails. */
  sync(job: Job): Promise<Spent>
  /** Gives every file a new Cache-Control, which is `max-age=` and the number of the push. */
  restamp(job: Job): Promise<Spent>
}

/** Two contenders measured in turn, in one phase. Without a peer, ours alone. */
export interface Comparison {
  /** What was done, as in `cold`. */
  readonly phase: string
  /** Milliseconds that a round trip to the server took beside its own time. */
  readonly roundTrip: number
  readonly files: number
  readonly bytes: number
  readonly peer: string | undefined
  /** What ran in place of the action, where that is a part of it. */
  readonly tool?: string
  readonly pairs: readonly Pair[]
}

export interface Pair {
  readonly ours: Usage
  readonly peer: Usage | undefined
}

/** A part of the benchmark that can be run alone. */
export interface Phase {
  readonly name: string
  /** One line of help. */
  readonly about: string
  run(stage: Stage): Promise<readonly Comparison[]>
}

/** What a phase is handed. */
export interface Stage {
  readonly ours: Contender
  readonly peers: readonly Contender[]
  readonly pairs: number
  /** Milliseconds; 0 is no proxy at all. */
  readonly roundTrips: readonly number[]
  readonly server: ObjectServer
  /** For files that are made on the way; gone at the end. */
  readonly scratch: string
  /** Tells a person what is going on. */
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** An S3 that keeps objects in memory. */
export interface ObjectServer {
  readonly endpoint: string
  readonly credentials: Credentials
  makeBucket(bucket: string): Promise<void>
  removeBucket(bucket: string): Promise<void>
  /** How many requests were answered so far. */
  requests(): Promise<number>
  stop(): Promise<void>
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}
