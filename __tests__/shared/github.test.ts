// How two commits stand to each other, asked of a GitHub in this process.

import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Comparison } from '../../src/shared/order.ts'
import {
  comparison,
  hangUp,
  history,
  json,
  localGitHub,
  type Reply,
  silence,
  stammer,
  status,
} from './support/local-github.ts'
import { recordingLog } from './support/log.ts'

const github = await localGitHub()
// As on a runner, it is there before the action is loaded: the toolkit reads it once.
process.env.GITHUB_API_URL = github.url
const { gitHubCommits } = await import('../../src/shared/github.ts')

const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
const token = 'ghs_TheSecretOfThisRun'
const needs = `It takes \`contents: read\` and \`github-token: \${{ github.token }}\`.`

afterAll(() => github.close())
beforeEach(() => github.script(status(404)))

/** Asks once, and answers what came of it and what people were told. */
async function asked({ secret = token, repository = 'acme/shop', base = a, head = b } = {}) {
  const log = recordingLog()
  const answer = await gitHubCommits(secret, repository, log).compare(base, head)
  return { answer, lines: log.lines }
}

describe('an answer', () => {
  test.each<Comparison>(['ahead', 'behind', 'identical', 'diverged'])(
    '%s is handed on, and nobody is told',
    async (word) => {
      github.script(comparison(word))
      expect(await asked()).toEqual({ answer: word, lines: [] })
    },
  )

  test('comes from the API that the runner names, with the token, for the commits in this order, and is kept small', async () => {
    github.script(comparison('ahead'))
    await asked()
    expect(github.visits).toEqual([
      { line: `GET /api/v3/repos/acme/shop/compare/${a}...${b}?per_page=1`, authorization: `token ${token}` },
    ])
  })

  test('tells the newer from the older one', async () => {
    github.script(history(a, b))
    expect([(await asked()).answer, (await asked({ base: b, head: a })).answer]).toEqual(['ahead', 'behind'])
  })

  test('is given for commits of SHA-256 too', async () => {
    const [first, second] = ['c'.repeat(64), 'd'.repeat(64)]
    github.script(history(first, second))
    expect((await asked({ base: first, head: second })).answer).toBe('ahead')
  })

  test('is asked for once, and each pair has its own', async () => {
    github.script(history(a, b))
    const commits = gitHubCommits(token, 'acme/shop', recordingLog())
    const both = await Promise.all([commits.compare(a, b), commits.compare(a, b)])
    expect([...both, await commits.compare(a, b), await commits.compare(b, a)]).toEqual([
      'ahead',
      'ahead',
      'ahead',
      'behind',
    ])
    expect(github.visits).toHaveLength(2)
  })

  test('that is missing is told once too', async () => {
    const log = recordingLog()
    const commits = gitHubCommits(token, 'acme/shop', log)
    await commits.compare(a, b)
    await commits.compare(a, b)
    expect([github.visits.length, log.lines.length]).toEqual([1, 1])
  })
})

describe('GitHub is not asked', () => {
  test.each<[string, Parameters<typeof asked>[0], string]>([
    ['without a token', { secret: '' }, 'there is no token'],
    ['about a branch', { base: 'main' }, 'one of them is no full commit'],
    ['about a short commit', { head: b.slice(0, 7) }, 'one of them is no full commit'],
    ['about a commit with more behind it', { head: `${b}/../../../user` }, 'one of them is no full commit'],
    ['about a commit that leaves its line', { base: `${a}\n` }, 'one of them is no full commit'],
    ['about no commit', { base: '' }, 'one of them is no full commit'],
    ['about no repository', { repository: '' }, 'the repository is not known'],
    ['about an owner', { repository: 'acme' }, 'the repository is not known'],
    ['about a path', { repository: 'acme/shop/pulls' }, 'the repository is not known'],
    ['about a folder above', { repository: 'acme/..' }, 'the repository is not known'],
  ])('%s', async (_, question, why) => {
    const { answer, lines } = await asked(question)
    expect(answer).toBeUndefined()
    expect(lines).toEqual([expect.stringMatching(/^info: GitHub did not compare \S* and \S*: /)])
    expect(lines[0]).toContain(`: ${why}. ${needs}`)
    expect(github.visits).toEqual([])
  })

  test.each(['acme/.github', 'acme/shop.example.org', 'Acme-1/a_b', 'someone_acme/x'])(
    'but it is about %s',
    async (repository) => {
      github.script(comparison('ahead'))
      expect((await asked({ repository })).answer).toBe('ahead')
    },
  )
})

describe('no answer is told with its reason and what it takes', () => {
  test.each<[string, Reply, string, number]>([
    ['a commit that is gone', status(404), 'it does not have both, or the token may not see them (404)', 1],
    ['a token that is not accepted', status(401), 'it does not accept the token (401)', 1],
    ['a missing permission', status(403), 'the token may not read the repository (403)', 1],
    ['a spent limit', status(403, { 'x-ratelimit-remaining': '0' }), 'it was asked too often (403)', 1],
    ['a second limit', status(403, { 'retry-after': '60' }), 'it was asked too often (403)', 1],
    ['too many requests', status(429), 'it was asked too often (429)', 1],
    ['a comparison that cannot be', status(422), 'it answered with status 422', 1],
    ['a failure', status(500), 'it failed (500)', 2],
    ['an overloaded server', status(503, { 'retry-after': '1' }), 'it failed (503)', 2],
    ['a connection that is dropped', hangUp, 'it could not be reached (UND_ERR_SOCKET)', 2],
    ['an unheard-of status', json(200, { status: 'sideways' }), 'its answer was not understood', 2],
    ['an answer without a status', json(200, {}), 'its answer was not understood', 2],
    ['an answer that is nothing', json(200, null), 'its answer was not understood', 2],
    ['a page for people', (_, response) => response.end('<html>'), 'its answer was not understood', 2],
  ])('%s', async (_, reply, why, visits) => {
    github.script(reply)
    const { answer, lines } = await asked()
    expect(answer).toBeUndefined()
    expect(lines).toEqual([`info: GitHub did not compare aaaaaaa and bbbbbbb: ${why}. ${needs}`])
    expect(github.visits).toHaveLength(visits)
  })
})

describe('a failure that passes', () => {
  test.each<[string, Reply]>([
    ['a failing server', status(502)],
    ['a dropped connection', hangUp],
    [
      'an answer that breaks off',
      (request, response) => response.writeHead(200).write('{', () => request.socket.destroy()),
    ],
  ])('%s costs no answer', async (_, failure) => {
    github.script(failure, comparison('behind'))
    expect(await asked()).toEqual({ answer: 'behind', lines: [] })
  })
})

describe('a GitHub that is silent', () => {
  test.each<[string, Reply, readonly Reply[]]>([
    ['from the beginning', silence, []],
    ['in the middle of its answer', stammer, []],
    ['at the second attempt', status(500), [silence]],
  ])('%s is given up after ten seconds in all', async (_, first, rest) => {
    github.script(first, ...rest)
    const time = new AbortController()
    const bounds: number[] = []
    const log = recordingLog()
    const commits = gitHubCommits(token, 'acme/shop', log, (milliseconds) => {
      bounds.push(milliseconds)
      return time.signal
    })

    const answer = commits.compare(a, b)
    for (const _ of [first, ...rest]) await github.visited()
    time.abort()

    expect(await answer).toBeUndefined()
    expect(bounds).toEqual([10_000])
    expect(github.visits).toHaveLength(1 + rest.length)
    expect(log.lines).toEqual([
      `info: GitHub did not compare aaaaaaa and bbbbbbb: it gave no answer within 10 seconds. ${needs}`,
    ])
  })
})

describe('the token is never told', () => {
  const echo: Reply = (request, response) => json(403, { message: request.headers.authorization })(request, response)

  test.each<[string, string, Reply]>([
    ['when the server repeats it', token, echo],
    ['when it cannot be sent', `${token}\nx`, comparison('ahead')],
    ['when the connection drops', token, hangUp],
  ])('%s', async (_, secret, reply) => {
    github.script(reply)
    const { answer, lines } = await asked({ secret })
    expect(answer).toBeUndefined()
    expect(lines).toHaveLength(1)
    expect(lines.join()).not.toContain(token)
  })
})

// The last one, for nobody is there afterwards.
test('a GitHub that is not there costs no more than its answer', async () => {
  await github.close()
  const { answer, lines } = await asked()
  expect(answer).toBeUndefined()
  expect(lines).toEqual([
    `info: GitHub did not compare aaaaaaa and bbbbbbb: it could not be reached (ECONNREFUSED). ${needs}`,
  ])
})
