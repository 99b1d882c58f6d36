// The pull request that started a run, as the runner's variables and GitHub's webhook tell it.

/** Whose pull requests get neither credentials of AWS nor a token that can write. */
export type Stranger = 'fork' | 'dependabot'

export interface PullRequest {
  readonly number: number
  /** Undefined where it comes from this repository, by one of its own people. */
  readonly stranger: Stranger | undefined
}

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Undefined where the run is not for one. `pull_request_target` runs with rights that no stranger's build should have,
 * and counts as none.
 *
 * @param payload the event as GitHub's webhook tells it
 */
export function pullRequestOf(env: Variables, payload: unknown): PullRequest | undefined {
  if (env.GITHUB_EVENT_NAME !== 'pull_request') return undefined
  const number = within(payload, 'pull_request', 'number')
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return undefined
  return { number, stranger: strangerIn(env, payload) }
}

/** What does not prove to come from this repository is taken for a fork. */
export function strangerIn(env: Variables, payload: unknown): Stranger | undefined {
  const from = within(payload, 'pull_request', 'head', 'repo', 'full_name')
  const to = within(payload, 'pull_request', 'base', 'repo', 'full_name')
  if (typeof from !== 'string' || from === '' || from !== to) return 'fork'
  const people = [env.GITHUB_ACTOR, within(payload, 'pull_request', 'user', 'login')]
  return people.includes('dependabot[bot]') ? 'dependabot' : undefined
}

/** What lies there in a document of which nothing is known; undefined where nothing does. */
export function within(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found: unknown, name) => new Map(Object.entries(found ?? {})).get(name), value)
}
