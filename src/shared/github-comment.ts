// Keeps one comment on a pull request up to date: found by its first line, written only where it says something else.

import { getOctokit } from '@actions/github'
import { checkRepository, isRefused, reasonOf, twice, unanswered } from './github-answers.ts'
import type { Log } from './log.ts'

/** Milliseconds for everything together. */
const PATIENCE = 30_000

/** The most that GitHub takes: https://docs.github.com/en/rest/issues/comments#list-issue-comments */
const PER_PAGE = 100

/** A comment that is there once, whoever tells it how often. */
export interface KeptComment {
  /** The text begins with the marker, a line that nobody sees. What cannot be written is told, and fails nothing. */
  keep(marker: string, text: string): Promise<void>
}

interface Thread {
  readonly token: string
  /** `owner/name` */
  readonly repository: string
  /** Of the pull request. */
  readonly number: number
}

interface Written {
  readonly id: number
  readonly text: string
}

/** The comment of that token on that pull request, at `GITHUB_API_URL`. */
export function gitHubComment(
  thread: Thread,
  log: Log,
  deadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds),
): KeptComment {
  return {
    async keep(marker, text) {
      const signal = deadline(PATIENCE)
      const where = `pull request ${thread.number}`
      try {
        checkRepository(thread.token, thread.repository)
        log.info(`${await written(marker, text, thread, signal)} ${where}`)
      } catch (error) {
        const why = reasonOf(error, { signal, patience: PATIENCE, refusals })
        if (isRefused(error) || thread.token === '') log.info(`No comment on ${where}: ${why}. It takes ${PERMISSION}.`)
        else log.warning(`Could not comment on ${where}: ${why}.`)
      }
    },
  }
}

const PERMISSION = `\`pull-requests: write\` and \`github-token: \${{ github.token }}\``

const refusals = {
  403: 'the token may not write there (403)',
  404: 'it is not there, or the token may not see it (404)',
}

/** What was done, as the beginning of a line. */
async function written(marker: string, text: string, thread: Thread, signal: AbortSignal): Promise<string> {
  const author = await authorOf(thread, signal)
  const found = await find(marker, author, thread, signal)
  if (found === undefined) {
    // Never a second time: an answer that was lost may be that of a comment that is there.
    await create(text, thread, signal)
    return 'Commented on'
  }
  if (told(found.text) === told(text)) return 'The comment is up to date on'
  await twice(() => update(found.id, text, thread, signal))
  return 'Brought the comment up to date on'
}

/** GitHub may hand a text back with other line ends, and without its last one. */
function told(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

type IsOurs = (user: { readonly type: string; readonly login: string } | null) => boolean

/**
 * Whose comments are ours. The token of a run, or of an app, may not ask who it is, but it is a bot, which strangers
 * are not; any other token is that of a person.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 */
async function authorOf({ token }: Thread, signal: AbortSignal): Promise<IsOurs> {
  if (token.startsWith('ghs_')) return (user) => user?.type === 'Bot'
  const { data } = await twice(() => getOctokit(token).rest.users.getAuthenticated({ request: { signal } }))
  return (user) => user?.type === data.type && user.login === data.login
}

/** The oldest one, on whichever page it is. An answer that is no list is no proof that there is none. */
async function find(marker: string, isOurs: IsOurs, thread: Thread, signal: AbortSignal): Promise<Written | undefined> {
  for (let page = 1; ; page += 1) {
    const { data, headers } = await twice(() => list(page, thread, signal))
    const ours = data.find(({ body, user }) => body?.startsWith(marker) && isOurs(user))
    if (ours !== undefined) return { id: ours.id, text: ours.body ?? '' }
    if (!/\brel="next"/.test(headers.link ?? '')) return undefined
  }
}

async function list(page: number, thread: Thread, signal: AbortSignal) {
  const { issues } = getOctokit(thread.token).rest
  const where = { ...whereOf(thread), issue_number: thread.number, per_page: PER_PAGE, page }
  const answer = await issues.listComments({ ...where, request: { signal } })
  // Octokit hands over an answer that broke off as an empty text.
  if (!Array.isArray(answer.data)) throw unanswered('its answer was not understood')
  return answer
}

async function create(body: string, thread: Thread, signal: AbortSignal): Promise<void> {
  const { issues } = getOctokit(thread.token).rest
  await issues.createComment({ ...whereOf(thread), issue_number: thread.number, body, request: { signal } })
}

async function update(id: number, body: string, thread: Thread, signal: AbortSignal): Promise<void> {
  const { issues } = getOctokit(thread.token).rest
  await issues.updateComment({ ...whereOf(thread), comment_id: id, body, request: { signal } })
}

function whereOf({ repository }: Thread) {
  const [owner = '', repo = ''] = repository.split('/')
  return { owner, repo }
}
