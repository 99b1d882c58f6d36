// Asks GitHub how two commits stand to each other: one small question, bounded in time; no answer is an answer too.

import { getOctokit } from '@actions/github'
import { Failure } from './failure.ts'
import type { Log } from './log.ts'
import { type Commits, type Comparison, PERMISSION } from './order.ts'
import { isFullCommit } from './provenance.ts'

/** Milliseconds for both attempts together. */
const PATIENCE = 10_000

/** An error as Octokit throws it; without a response where GitHub was not reached. */
interface RequestError {
  readonly response?: {
    readonly status: number
    readonly headers: Readonly<Record<string, string | number | undefined>>
  }
  readonly code?: unknown
  readonly cause?: unknown
}

interface Question {
  readonly token: string
  readonly repository: string
  readonly base: string
  readonly head: string
}

/** The history of a repository as GitHub knows it, at `GITHUB_API_URL`; every pair is asked for once. */
export function gitHubCommits(
  token: string,
  repository: string,
  log: Log,
  deadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds),
): Commits {
  const answers = new Map<string, Promise<Comparison | undefined>>()
  return {
    compare(base, head) {
      const pair = `${base}...${head}`
      const answer = answers.get(pair) ?? answerTo({ token, repository, base, head }, log, deadline(PATIENCE))
      answers.set(pair, answer)
      return answer
    },
  }
}

async function answerTo(question: Question, log: Log, signal: AbortSignal): Promise<Comparison | undefined> {
  try {
    check(question)
    return await twice(() => compare(question, signal))
  } catch (error) {
    const pair = `${question.base.slice(0, 7)} and ${question.head.slice(0, 7)}`
    log.info(`GitHub did not compare ${pair}: ${reasonOf(error, signal)}. It takes ${PERMISSION}.`)
    return undefined
  }
}

/** What goes into a path is checked before. @throws {Failure} */
function check({ token, repository, base, head }: Question): void {
  if (token === '') throw unanswered('there is no token')
  if (!/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(repository)) throw unanswered('the repository is not known')
  if (!isFullCommit(base) || !isFullCommit(head)) throw unanswered('one of them is no full commit')
}

function unanswered(why: string): Failure {
  return new Failure('GitHub gave no answer', { why })
}

/** Once more after a failure that may pass; past the deadline that sends nothing. */
async function twice<Result>(attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt()
  } catch (error) {
    const status = isRequestError(error) ? error.response?.status : undefined
    if (status !== undefined && status < 500) throw error
    return await attempt()
  }
}

/** https://docs.github.com/en/rest/commits/commits#compare-two-commits: one commit per page keeps the answer small. */
async function compare({ token, repository, base, head }: Question, signal: AbortSignal): Promise<Comparison> {
  const [owner = '', repo = ''] = repository.split('/')
  const where = { owner, repo, basehead: `${base}...${head}`, per_page: 1 }
  const { data } = await getOctokit(token).rest.repos.compareCommitsWithBasehead({ ...where, request: { signal } })
  // Octokit hands over an answer that broke off as an empty text.
  const found = comparisons.find((one) => one === data?.status)
  if (found === undefined) throw unanswered('its answer was not understood')
  return found
}

const comparisons: readonly Comparison[] = ['ahead', 'behind', 'identical', 'diverged']

/** Never the message of an error: it may quote the request. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `it gave no answer within ${PATIENCE / 1000} seconds`
  if (error instanceof Failure) return error.why
  if (!isRequestError(error) || !error.response) return `it could not be reached${codeOf(error)}`
  const { status, headers } = error.response
  const isLimited = status === 429 || headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'
  if (status >= 500) return `it failed twice (${status})`
  if (status === 401) return 'it does not accept the token (401)'
  if (isLimited) return `it was asked too often (${status})`
  if (status === 403) return 'the token may not read the repository (403)'
  if (status === 404) return 'it does not have both, or the token may not see them (404)'
  return `it answered with status ${status}`
}

/** Errors of Node's core are not always an instance of this realm's `Error`. */
function isRequestError(error: unknown): error is RequestError {
  return typeof error === 'object' && error !== null
}

/** The first error code along the causes, as in ` (ECONNREFUSED)`. */
function codeOf(error: unknown): string {
  if (!isRequestError(error)) return ''
  return typeof error.code === 'string' ? ` (${error.code})` : codeOf(error.cause)
}
