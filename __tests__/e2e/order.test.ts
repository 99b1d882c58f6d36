// The newest commit wins: as GitHub compares them, else by the number of the run, never by time.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { comparison, history, type LocalGitHub, localGitHub, status } from '../shared/support/local-github.ts'
import { recordOf, textOf } from './support/bucket.ts'
import { siteWrites } from './support/journal.ts'
import { commit, type Deployed, openStage, type Run, type Stage, site, writes } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const sha = (number: number) => commit(number).GITHUB_SHA ?? ''

describe('without GitHub', () => {
  test('an older run ends green with a warning that says how to go on, and nothing is written', async () => {
    await stage.release(2)
    stage.aws.journal.clear()
    const result = await stage.release(1)

    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({ outcome: 'older', changed: 'false', uploaded: '0', release: '1' })
    expect(result.annotations.warning.join('\n')).toMatch(
      /0101010 is older than what is live \(0202020, run 2\): .*run 1 came before run 2\. Nothing was changed\. .*`allow-older: true`/,
    )
    expect(result.summary).toContain('what is live is newer')
    expect(writes(stage)).toEqual([])
  })

  test('allow-older deploys it all the same', async () => {
    await stage.release(2)
    const result = await stage.release(1, { inputs: { 'allow-older': 'true' } })

    expect(result.outputs).toMatchObject({ outcome: 'deployed', release: '2', 'previous-release': '1' })
    expect(result.annotations.notice.join('\n')).toContain('is older than what is live')
    expect(textOf(stage, 'app.js')).toBe(site(1)['app.js'])
  })

  test('an older run with the content that is live does not make its commit that of the release', async () => {
    await stage.release(2)
    stage.aws.journal.clear()
    const result = await stage.deploy(site(2), { env: commit(1) })

    expect(result.outputs.outcome).toBe('older')
    expect(writes(stage)).toEqual([])
    expect(recordOf(stage).live.provenance.commit).toBe(sha(2))
  })

  test('time says nothing: an older run is older however late it comes', async () => {
    await stage.release(2)
    stage.aws.clock.advance(24 * 60 * 60 * 1000)
    const result = await stage.release(1)

    expect(result.outputs.outcome).toBe('older')
  })

  test('the same run can be run again', async () => {
    await stage.release(2)
    const result = await stage.deploy(site(3), { env: { ...commit(2), GITHUB_RUN_ATTEMPT: '2' } })

    expect(result.outputs.outcome).toBe('deployed')
    expect(result.annotations.warning).toEqual([])
  })

  test.each([
    ['another workflow', { GITHUB_WORKFLOW_REF: 'example/site/.github/workflows/nightly.yml@refs/heads/main' }],
    ['another repository', { GITHUB_REPOSITORY: 'example/other' }],
    ['no commit', { GITHUB_SHA: '' }],
  ])('where the order is not known, because of %s, it deploys with a warning', async (_, env) => {
    await stage.release(2)
    const result = await stage.release(1, { env })

    expect(result.outputs.outcome).toBe('deployed')
    expect(result.annotations.warning.join('\n')).toMatch(/is not known: .*It is deployed all the same\./)
  })

  test('is decided again under the lease: a newer run may have come first since', async () => {
    await stage.release(1)
    let newer: Promise<Deployed> | undefined
    const end = stage.aws.intercept(({ key }) => {
      if (!key?.endsWith('/conditions')) return undefined
      end()
      newer = stage.release(3)
      return { before: newer }
    })
    const result = await stage.release(2)

    expect((await newer)?.outputs).toMatchObject({ outcome: 'deployed', release: '2' })
    expect(result.outputs).toMatchObject({ outcome: 'older', changed: 'false', release: '2' })
    expect(textOf(stage, 'app.js')).toBe(site(3)['app.js'])
  })
})

describe('with GitHub', () => {
  let github: LocalGitHub
  beforeAll(async () => {
    github = await localGitHub()
  })
  afterAll(() => github.close())

  function asked(version: number, run: Run = {}): Promise<Deployed> {
    const inputs = { 'github-token': 'token-of-the-run', ...run.inputs }
    return stage.release(version, { inputs, env: { GITHUB_API_URL: github.url, ...run.env } })
  }

  test('a commit that is behind is older, whatever the numbers of the runs are', async () => {
    await asked(2)
    stage.aws.journal.clear()
    github.script(history(sha(1), sha(2)))
    const result = await asked(1, { env: { GITHUB_RUN_NUMBER: '50' } })

    expect(result.outputs).toMatchObject({ outcome: 'older', changed: 'false' })
    expect(result.annotations.warning.join('\n')).toMatch(
      /the commit that is live descends from it\. Nothing was changed\./,
    )
    expect(writes(stage)).toEqual([])
    expect(github.visits).toEqual([
      {
        line: `GET /api/v3/repos/example/site/compare/${sha(2)}...${sha(1)}?per_page=1`,
        authorization: 'token token-of-the-run',
      },
    ])
  })

  test('a commit that is behind goes live with allow-older', async () => {
    await asked(2)
    github.script(history(sha(1), sha(2)))
    const result = await asked(1, { inputs: { 'allow-older': 'true' } })

    expect(result.outputs.outcome).toBe('deployed')
    expect(siteWrites(stage)).toContain('PutObject dist/index.html')
  })

  test('a commit that is ahead is newer, although its run has a smaller number', async () => {
    await asked(2)
    github.script(history(sha(2), sha(1)))
    const result = await asked(1)

    expect(result.outputs.outcome).toBe('deployed')
    expect([...result.annotations.warning, ...result.annotations.notice]).toEqual([])
  })

  test('a commit of another branch is deployed with a notice', async () => {
    await asked(2)
    github.script(comparison('diverged'))
    const result = await asked(1)

    expect(result.outputs.outcome).toBe('deployed')
    expect(result.annotations.notice.join('\n')).toMatch(
      /0101010 does not contain what is live .*deploy a commit that merges them/,
    )
    expect(result.annotations.warning).toEqual([])
  })

  test.each([
    ['fails', status(500), /it failed \(500\)/],
    ['refuses the token', status(401), /it does not accept the token \(401\)/],
    ['does not have the commit', status(404), /it does not have both/],
  ])('where it %s, the numbers of the runs decide', async (_, reply, why) => {
    await asked(2)
    github.script(reply)
    const older = await asked(1)
    const newer = await asked(3)

    expect([older.outputs.outcome, newer.outputs.outcome]).toEqual(['older', 'deployed'])
    expect(older.log).toMatch(why)
  })

  test('a plan tells what a deploy would be told', async () => {
    await asked(2)
    github.script(history(sha(1), sha(2)))
    const result = await asked(1, { inputs: { mode: 'plan' } })

    expect(result.outputs.outcome).toBe('planned')
    expect(result.annotations.warning.join('\n')).toContain('is older than what is live')
  })

  test('a token is never printed', async () => {
    await asked(2)
    github.script(status(401))
    const result = await asked(3)

    expect(result.log + result.summary).not.toContain('token-of-the-run')
  })
})
