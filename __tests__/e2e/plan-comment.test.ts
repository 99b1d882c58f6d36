// A plan for a pull request, by the built action: one comment, and a build that is shown without AWS.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Thread, thread } from '../shared/support/local-comments.ts'
import { type LocalGitHub, localGitHub, type Reply, status } from '../shared/support/local-github.ts'
import { commit, openStage, type Run, type Stage, site, writes } from './support/stage.ts'

let stage: Stage
let github: LocalGitHub
beforeAll(async () => {
  stage = await openStage()
  github = await localGitHub()
  await stage.release(1)
})
afterAll(async () => {
  await stage.close()
  await github.close()
})

/** Comments are answered by the reply, commits by nobody. */
const only =
  (reply: Reply): Reply =>
  (request, response) =>
    (request.url?.includes('/comments') ? reply : status(404))(request, response)

const planning = { mode: 'plan', 'github-token': 'ghs_TheSecretOfThisRun' }

/** Plans that version of the site for pull request 7, whose branch lies in that repository. */
async function plan(version: number, { head = 'example/site', env = {}, inputs = {} }: Run & { head?: string } = {}) {
  const repo = { full_name: 'example/site' }
  const pull = { number: 7, user: { login: 'octocat' }, base: { repo }, head: { repo: { full_name: head } } }
  const workspace = await stage.workspace(
    Object.fromEntries(Object.entries(site(version)).map(([path, content]) => [`dist/${path}`, content])),
  )
  const event = join(workspace, 'event.json')
  await writeFile(event, JSON.stringify({ pull_request: pull }))
  stage.aws.journal.clear()
  const gitHub = { GITHUB_API_URL: github.url, GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event }
  return await stage.run(workspace, {
    inputs: { ...planning, ...inputs },
    env: { ...commit(version), ...gitHub, ...env },
  })
}

function scripted(given: Thread): Thread {
  github.script(only(given.reply))
  return given
}

const about = () => github.visits.map(({ line }) => line.replace(/\?.*/, '')).filter((line) => /comments/.test(line))
const THREAD = '/api/v3/repos/example/site/issues/7/comments'

test('the comment is written, left alone where it says the same, and brought up to date', async () => {
  const { comments } = scripted(thread(100))
  const first = await plan(2)
  expect(first.outputs.outcome).toBe('planned')
  expect(about()).toEqual([`GET ${THREAD}`, `POST ${THREAD}`])
  expect(comments[0]?.body).toMatch(/^<!-- colt-deploy:plan shop\.example\.com\/dist -->\n## Plan: 3 changes\n/)
  expect(comments[0]?.body).toMatch(/\| Scripts \| \d+ B \| \d+ B \| none \|/)
  expect(comments[0]?.body).toContain('### To be invalidated')
  expect(writes(stage)).toEqual([])

  const again = await plan(2)
  expect(again.log).toContain('The comment is up to date on pull request 7')
  expect(about().slice(2)).toEqual([`GET ${THREAD}`])

  await plan(1)
  expect(comments).toHaveLength(1)
  expect(comments[0]?.body).toContain('## Plan: 0 changes')
})

test('a GitHub that fails is a warning, and the plan ends green', async () => {
  github.script(only(status(503)))
  const { exitCode, annotations } = await plan(2)
  expect(exitCode).toBe(0)
  expect(annotations.warning.join('\n')).toContain('Could not comment on pull request 7: it failed (503).')
})

test('a plan that fails says so in the comment', async () => {
  const { comments } = scripted(thread(100))
  const { exitCode } = await plan(2, { inputs: { folder: 'nowhere' } })
  expect(exitCode).toBe(1)
  expect(comments[0]?.body).toMatch(/## Plan failed\n[\s\S]*> .*nowhere/)
})

test('a build of a fork is shown without AWS: nothing is asked of it, and nobody comments', async () => {
  scripted(thread(100))
  const none = {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_SESSION_TOKEN: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const { exitCode, outputs, summary, log, annotations } = await plan(2, {
    head: 'mallory/site',
    inputs: { compare: 'false' },
    env: none,
  })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({ outcome: 'planned', changed: 'false', plan: '' })
  expect(summary).toContain('## Build: 5 files')
  expect(summary).toMatch(/<code>app\.js<\/code> \| \d+ B \| Cache-Control: public, max-age=300<br>/)
  expect(annotations.notice).toContain(
    'Nothing was compared with what is live: the pull request comes from a fork, to which GitHub gives no credentials.',
  )
  expect(log).toContain('No comment on pull request 7: it comes from a fork')
  expect(about()).toEqual([])
  expect(stage.aws.journal.entries).toEqual([])
})

test('a plan for no pull request says why nobody comments', async () => {
  scripted(thread(100))
  const { log } = await plan(2, { env: { GITHUB_EVENT_NAME: 'push' } })
  expect(log).toContain('No comment: the event of this run is no pull request.')
  expect(about()).toEqual([])
})
