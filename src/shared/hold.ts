// A hold: somebody took a release back, and deploys wait until somebody resumes them.

export interface Hold {
  /** Who set it. */
  readonly actor: string
  /** When, in ISO 8601 UTC. */
  readonly time: string
  /** The run that set it, as an address where there is one. */
  readonly run: string
  /** What was taken back, and to what; for people. */
  readonly reason: string
}
