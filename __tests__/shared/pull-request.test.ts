// The pull request that started a run, from events as GitHub tells them.

import { describe, expect, test } from '@jest/globals'
import { pullRequestOf } from '../../src/shared/pull-request.ts'

const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'octocat' }

function event({ number = 7 as unknown, head = 'acme/shop' as string | null, author = 'octocat' } = {}) {
  const repo = head === null ? null : { full_name: head }
  const base = { repo: { full_name: 'acme/shop' } }
  return { pull_request: { number, head: { repo }, base, user: { login: author } } }
}

describe('whose it is', () => {
  test.each<[string, unknown, string | undefined]>([
    ['one of the repository', event(), undefined],
    ['one of a fork', event({ head: 'mallory/shop' }), 'fork'],
    ['one whose fork is gone', event({ head: null }), 'fork'],
    ['one of Dependabot', event({ author: 'dependabot[bot]' }), 'dependabot'],
  ])('%s', (_, payload, stranger) => {
    expect(pullRequestOf(env, payload)).toEqual({ number: 7, stranger })
  })

  test('one that Dependabot has run again', () => {
    expect(pullRequestOf({ ...env, GITHUB_ACTOR: 'dependabot[bot]' }, event())?.stranger).toBe('dependabot')
  })
})

test.each<[string, string | undefined, unknown]>([
  ['a push', 'push', event()],
  ['an event that gives strangers rights', 'pull_request_target', event()],
  ['no event', undefined, event()],
  ['an event without a file', 'pull_request', {}],
  ['an event that is nothing', 'pull_request', null],
  ['a number that is a path', 'pull_request', event({ number: '7/../8' })],
  ['no number at all', 'pull_request', event({ number: -1 })],
])('%s is none', (_, name, payload) => {
  expect(pullRequestOf({ ...env, GITHUB_EVENT_NAME: name }, payload)).toBeUndefined()
})
