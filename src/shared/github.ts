// Asks GitHub how two commits stand to each other: one small question, bounded in time; no answer is an answer too.

import { getOctokit } from '@actions/github'
import { checkRepository, reasonOf, twice, unanswered } from './github-answers.ts'
import type { Log } from './log.ts'
import { type Commits, type Comparison, PERMISSION } from './order.ts'
import { isFullCommit } from './provenance.ts'

/** Milliseconds for both attempts together. */
const PATIENCE = 10_000

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
    log.info(
      `GitHub did not compare ${pair}: ${reasonOf(error, { signal, patience: PATIENCE, refusals })}. It takes ${PERMISSION}.`,
    )
    return undefined
  }
}

/** What goes into a path is checked before. @throws {Failure} */
function check({ token, repository, base, head }: Question): void {
  checkRepository(token, repository)
  if (!isFullCommit(base) || !isFullCommit(head)) throw unanswered('one of them is no full commit')
}

const refusals = {
  403: 'the token may not read the repository (403)',
  404: 'it does not have both, or the token may not see them (404)',
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
