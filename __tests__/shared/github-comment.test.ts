// One comment on a pull request, kept up to date on a GitHub in this process.

import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { bot, type Comment, type Thread, thread } from './support/local-comments.ts'
import { hangUp, json, localGitHub, type Reply, silence, stammer, status } from './support/local-github.ts'
import { recordingLog } from './support/log.ts'

const github = await localGitHub()
// As on a runner, it is there before the action is loaded: the toolkit reads it once.
process.env.GITHUB_API_URL = github.url
const { gitHubComment } = await import('../../src/shared/github-comment.ts')

const token = 'ghs_TheSecretOfThisRun'
const marker = '<!-- colt-deploy:plan shop/dist -->'
const words = `${marker}\n## Plan: 3 changes\n`
const needs = `It takes \`pull-requests: write\` and \`github-token: \${{ github.token }}\`.`
const stranger = { login: 'mallory', type: 'User' }
const octocat = { login: 'octocat', type: 'User' }
const said = (body: string, user = bot): Omit<Comment, 'id'> => ({ body, user })
const others = (count: number) => Array.from({ length: count }, (_, at) => said(`Remark ${at}`, octocat))

const LIST = 'GET /api/v3/repos/acme/shop/issues/7/comments?per_page=100&page='
const CREATE = 'POST /api/v3/repos/acme/shop/issues/7/comments'
const UPDATE = 'PATCH /api/v3/repos/acme/shop/issues/comments/'

afterAll(() => github.close())
beforeEach(() => github.script(status(404)))

/** Keeps the comment once, and answers what people were told and what GitHub was asked. */
async function kept({ secret = token, repository = 'acme/shop', text = words } = {}) {
  const log = recordingLog()
  await gitHubComment({ token: secret, repository, number: 7 }, log).keep(marker, text)
  return { lines: log.lines, asked: github.visits.map(({ line }) => line) }
}

function on(given: Thread): Thread {
  github.script(given.reply)
  return given
}

describe('the comment', () => {
  test('is written where there is none on any page', async () => {
    const { comments } = on(thread(2, ...others(5)))
    const { lines, asked } = await kept()
    expect(asked).toEqual([`${LIST}1`, `${LIST}2`, `${LIST}3`, CREATE])
    expect(comments.slice(5)).toEqual([{ id: 6, ...said(words) }])
    expect(lines).toEqual(['info: Commented on pull request 7'])
  })

  test('is found on a later page, and brought up to date', async () => {
    const { comments } = on(thread(2, ...others(3), said(`${marker}\nBefore`), ...others(4)))
    const { lines, asked } = await kept()
    expect(asked).toEqual([`${LIST}1`, `${LIST}2`, `${UPDATE}4`])
    expect([comments.length, comments[3]?.body]).toEqual([8, words])
    expect(lines).toEqual(['info: Brought the comment up to date on pull request 7'])
  })

  test.each([
    ['the same', words],
    ['the same without its last line end', words.trimEnd()],
    ['the same with other line ends', words.replaceAll('\n', '\r\n')],
  ])('that says %s is not written', async (_, body) => {
    on(thread(2, ...others(2), said(body)))
    const { lines, asked } = await kept()
    expect(asked).toEqual([`${LIST}1`, `${LIST}2`])
    expect(lines).toEqual(['info: The comment is up to date on pull request 7'])
  })

  test('is there once, however often it is told', async () => {
    const { comments } = on(thread(2, ...others(3)))
    for (const text of [words, words, `${marker}\nAfter`]) await kept({ text })
    expect(comments.slice(3).map(({ body }) => body)).toEqual([`${marker}\nAfter`])
  })

  test.each<[string, Omit<Comment, 'id'>]>([
    ['of a person who has copied the marker', said(words, stranger)],
    ['of a bot about another place', said('<!-- colt-deploy:plan shop/dist2 -->\nPlan')],
    ['of a bot that quotes it', said(`> ${words}`)],
  ])('%s is left alone', async (_, other) => {
    const { comments } = on(thread(2, other))
    await kept()
    expect(comments).toEqual([
      { id: 1, ...other },
      { id: 2, ...said(words) },
    ])
  })

  test('is that of the person whose token it is, and of no other', async () => {
    const { reply } = thread(5, said(words, stranger), said(`${marker}\nBot`), said(`${marker}\nBefore`, octocat))
    github.script(json(200, octocat), reply)
    const { asked } = await kept({ secret: 'github_pat_1' })
    expect(asked).toEqual(['GET /api/v3/user', `${LIST}1`, `${UPDATE}3`])
  })
})

describe('a token that may not write costs one line', () => {
  const { reply } = thread(5)

  test.each<[string, readonly [Reply, ...Reply[]], string]>([
    ['403 for the list', [status(403)], 'the token may not write there (403)'],
    ['403 for a new comment', [reply, status(403)], 'the token may not write there (403)'],
    ['404 for the list', [status(404)], 'it is not there, or the token may not see it (404)'],
    ['404 for a new comment', [reply, status(404)], 'it is not there, or the token may not see it (404)'],
    [
      '403 for a change',
      [thread(5, said(`${marker}\nBefore`)).reply, status(403)],
      'the token may not write there (403)',
    ],
  ])('%s', async (_, replies, why) => {
    github.script(...replies)
    expect((await kept()).lines).toEqual([`info: No comment on pull request 7: ${why}. ${needs}`])
    expect(github.visits).toHaveLength(replies.length)
  })

  test('and so does no token, of which nobody hears', async () => {
    const { lines, asked } = await kept({ secret: '' })
    expect(lines).toEqual([`info: No comment on pull request 7: there is no token. ${needs}`])
    expect(asked).toEqual([])
  })
})

describe('a comment that fails is a warning', () => {
  const { reply } = thread(5)
  const mine = thread(5, said(`${marker}\nBefore`)).reply

  test.each<[string, readonly [Reply, ...Reply[]], string, number]>([
    ['a list that fails twice', [status(500)], 'it failed (500)', 2],
    ['a later page that fails twice', [thread(2, ...others(3)).reply, status(502)], 'it failed (502)', 3],
    ['a change that fails twice', [mine, status(503)], 'it failed (503)', 3],
    ['a new comment that fails, once', [reply, status(503)], 'it failed (503)', 2],
    ['a new comment whose answer is lost, once', [reply, hangUp], 'it could not be reached (UND_ERR_SOCKET)', 2],
    ['a spent limit', [status(403, { 'x-ratelimit-remaining': '0' })], 'it was asked too often (403)', 1],
    ['a token that is not accepted', [status(401)], 'it does not accept the token (401)', 1],
    ['a text that is refused', [reply, status(422)], 'it answered with status 422', 2],
    ['a list that is none', [json(200, {})], 'its answer was not understood', 2],
  ])('%s', async (_, replies, why, visits) => {
    github.script(...replies)
    expect((await kept()).lines).toEqual([`warning: Could not comment on pull request 7: ${why}.`])
    expect(github.visits).toHaveLength(visits)
  })

  test('a repository that is none is asked for nothing', async () => {
    const { lines, asked } = await kept({ repository: 'acme/..' })
    expect(lines).toEqual(['warning: Could not comment on pull request 7: the repository is not known.'])
    expect(asked).toEqual([])
  })

  test('a list that breaks off is no proof that there is no comment', async () => {
    const brokenOff: Reply = (request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).write('[', () => request.socket.destroy())
    github.script(brokenOff)
    const { asked } = await kept()
    expect(asked).toEqual([`${LIST}1`, `${LIST}1`])
  })

  test('a failure that passes is none', async () => {
    const { reply, comments } = thread(5, said(`${marker}\nBefore`))
    github.script(status(502), reply)
    expect((await kept()).lines).toEqual(['info: Brought the comment up to date on pull request 7'])
    expect(comments.map(({ body }) => body)).toEqual([words])
  })

  test.each<[string, Reply, readonly Reply[]]>([
    ['from the beginning', silence, []],
    ['in the middle of an answer', stammer, []],
    ['when it is to write', reply, [silence]],
  ])('a GitHub that is silent %s is given up after thirty seconds in all', async (_, first, rest) => {
    github.script(first, ...rest)
    const [time, bounds, log] = [new AbortController(), [] as number[], recordingLog()]
    const comment = gitHubComment({ token, repository: 'acme/shop', number: 7 }, log, (milliseconds) => {
      bounds.push(milliseconds)
      return time.signal
    })
    const keeping = comment.keep(marker, words)
    for (const _ of [first, ...rest]) await github.visited()
    time.abort()
    await keeping
    expect(bounds).toEqual([30_000])
    expect(log.lines).toEqual(['warning: Could not comment on pull request 7: it gave no answer within 30 seconds.'])
  })
})

test('the token is never told', async () => {
  github.script((request, response) => json(403, { message: request.headers.authorization })(request, response))
  const both = [...(await kept()).lines, ...(await kept({ secret: `${token}\nx` })).lines]
  expect(both).toHaveLength(2)
  expect(both.join()).not.toContain(token)
})
