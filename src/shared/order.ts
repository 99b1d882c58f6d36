// Which of two commits is the newer one? Never by time.

/** What GitHub's comparison of two commits says of the second. */
export type Comparison = 'ahead' | 'behind' | 'identical' | 'diverged'

/** Knows the history of commits. */
export interface Commits {
  /** Undefined where there is no answer: no token, no such commit, no network. */
  compare(base: string, head: string): Promise<Comparison | undefined>
}
