// The event's own file; what events mean is in the table of decisions.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { eventOf, readEvent } from '../../../src/target/read/event.ts'
import { pullRequest } from '../support/runs.ts'

const folder = await mkdtemp(join(tmpdir(), 'event-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(text: string): Promise<string> {
  const path = join(folder, `${text.length}.json`)
  await writeFile(path, text)
  return path
}

const pushed = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' }

test('what it says of the event counts', async () => {
  const path = await file(JSON.stringify({ deleted: true }))
  await expect(readEvent({ ...pushed, GITHUB_EVENT_PATH: path })).resolves.toMatchObject({ on: 'other' })
})

test('without one, the variables count', async () => {
  await expect(readEvent(pushed)).resolves.toEqual({ on: 'push', branch: 'main' })
})

test('one that cannot be read is a failure: a deleted branch would look like a push', async () => {
  const path = await file('{"deleted":')
  await expect(readEvent({ ...pushed, GITHUB_EVENT_PATH: path })).rejects.toThrow(
    /^Could not read the event that started this run: .* Run it again\.$/,
  )
})

test.each([null, 7, 'text', [], { pull_request: null }, { pull_request: { head: { repo: null } } }])(
  'a pull request of which the file says %j is taken for one from a fork',
  (payload) => {
    expect(eventOf(pullRequest('main').env, payload)).toEqual({ on: 'pull-request', base: 'main', stranger: 'fork' })
  },
)

test('a run without any event means nothing', () => {
  expect(eventOf({}, {})).toEqual({
    on: 'other',
    why: 'This event means no environment: only push, pull_request and workflow_dispatch do.',
  })
})
