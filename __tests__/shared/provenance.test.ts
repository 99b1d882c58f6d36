// Where a release comes from, as GitHub's runner tells it.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isFullCommit, provenanceOf, runUrl } from '../../src/shared/provenance.ts'

const sha = 'ffac537e6cbbf934b08745a378932722df287a53'

/** As a runner sets them. */
const runner = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
  GITHUB_SHA: sha,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '16588431',
  GITHUB_RUN_NUMBER: '57',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_ACTOR: 'octocat',
  GITHUB_TRIGGERING_ACTOR: 'hubot',
  GITHUB_SERVER_URL: 'https://github.com',
}

const nothing = {
  repository: '',
  workflow: '',
  commit: '',
  ref: '',
  run: '',
  number: 0,
  attempt: 1,
  actor: '',
  environment: '',
}

test('a run is told by repository, workflow, commit, number and the one who started it', () => {
  expect(provenanceOf(runner, 'prod')).toEqual({
    repository: 'acme/shop',
    workflow: '.github/workflows/deploy.yml',
    commit: sha,
    ref: 'refs/heads/main',
    run: '16588431',
    number: 57,
    attempt: 1,
    actor: 'hubot',
    environment: 'prod',
  })
})

test('outside of GitHub nothing is known', () => {
  expect(provenanceOf({}, '')).toEqual(nothing)
})

test('variables that are set but empty are as good as missing', () => {
  expect(provenanceOf(Object.fromEntries(Object.keys(runner).map((name) => [name, ''])), '')).toEqual(nothing)
})

test('the actor of the first attempt is told where nobody else started the run', () => {
  expect(provenanceOf({ ...runner, GITHUB_TRIGGERING_ACTOR: '' }, '').actor).toBe('octocat')
})

describe('the workflow is the path of its file', () => {
  test.each([
    ['acme/shop/.github/workflows/a.yaml@refs/pull/7/merge', '.github/workflows/a.yaml'],
    ['acme/shop/.github/workflows/to@prod.yml@refs/heads/a@b', '.github/workflows/to@prod.yml'],
    ['acme/shop/.github/workflows/a b.yml@refs/tags/v1', '.github/workflows/a b.yml'],
    ['', ''],
    ['acme/shop', ''],
    ['acme/shop/.github/workflows/deploy.yml', ''],
    ['acme/shop/.github/workflows/@refs/heads/main', ''],
    ['acme/shop/packages/.github/workflows/deploy.yml@refs/heads/main', ''],
    ['acme/shop/dynamic/github-code-scanning/codeql@refs/heads/main', ''],
    // One of another repository counts its runs apart.
    ['acme/rules/.github/workflows/deploy.yml@refs/heads/main', ''],
    ['acme/core/.github/workflows/deploy.yml@refs/heads/main', ''],
    ['acme/shop2/.github/workflows/deploy.yml@refs/heads/main', ''],
  ])('%s: %s', (ref, path) => {
    expect(provenanceOf({ ...runner, GITHUB_WORKFLOW_REF: ref }, '').workflow).toBe(path)
  })
})

describe('a commit is known in full or not at all', () => {
  test.each([
    [sha, sha],
    [sha.toUpperCase(), sha],
    ['a'.repeat(64), 'a'.repeat(64)],
    [sha.slice(0, 7), ''],
    [`${sha}0`, ''],
    [`${sha}\n`, ''],
    ['main', ''],
    ['g'.repeat(40), ''],
  ])('%j: %j', (given, commit) => {
    expect(provenanceOf({ ...runner, GITHUB_SHA: given }, '').commit).toBe(commit)
  })

  test('whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fA-F]{39,41}$/)), (given) => {
        const { commit } = provenanceOf({ GITHUB_SHA: given }, '')
        expect(commit === '' || isFullCommit(commit)).toBe(true)
      }),
    )
  })
})

describe('numbers that are none count as not known', () => {
  test.each([
    ['57', 57, 57],
    ['0', 0, 1],
    ['-1', 0, 1],
    ['1.5', 0, 1],
    ['1e3', 0, 1],
    ['x', 0, 1],
    ['9'.repeat(30), 0, 1],
  ])('%s: number %d, attempt %d', (given, number, attempt) => {
    const env = { ...runner, GITHUB_RUN_NUMBER: given, GITHUB_RUN_ATTEMPT: given }
    expect(provenanceOf(env, '')).toMatchObject({ number, attempt })
  })

  test('the ID of a run too', () => {
    expect(provenanceOf({ ...runner, GITHUB_RUN_ID: '../1' }, '').run).toBe('')
  })
})

describe('the address of a run', () => {
  const address = 'https://github.com/acme/shop/actions/runs/16588431'

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['leads to it', {}, address],
    ['leads to the attempt where it was run again', { GITHUB_RUN_ATTEMPT: '3' }, `${address}/attempts/3`],
    [
      'is that of an own server',
      { GITHUB_SERVER_URL: 'https://git.acme.org' },
      address.replace('github.com', 'git.acme.org'),
    ],
    ['is that of GitHub where no server is named', { GITHUB_SERVER_URL: '' }, address],
    ['is empty without a run', { GITHUB_RUN_ID: '' }, ''],
    ['is empty without a repository', { GITHUB_REPOSITORY: '' }, ''],
  ])('%s', (_, variables, url) => {
    expect(runUrl({ ...runner, ...variables })).toBe(url)
  })
})
