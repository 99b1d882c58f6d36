// Taking releases back: in seconds, from copies beside the site, and held until somebody resumes.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keptAs, liveSite, recordOf, stateOf, textOf } from './support/bucket.ts'
import { fail } from './support/faults.ts'
import { siteWrites, stateWrites } from './support/journal.ts'
import { BUCKET, commit, openStage, type Stage, site, writes } from './support/stage.ts'

const STATE = '.colt-deploy/dist'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('a rollback', () => {
  test('copies what is kept, pages last, and carries no file content', async () => {
    await stage.release(1)
    const released = liveSite(stage)
    await stage.release(2)
    stage.aws.journal.clear()
    const result = await stage.turn('rollback', { env: { ...commit(9), GITHUB_ACTOR: 'hubot' } })

    expect(siteWrites(stage)).toEqual([
      'CopyObject dist/app.js',
      'CopyObject dist/about/index.html',
      'CopyObject dist/index.html',
      expect.stringMatching(/^CreateInvalidation .*\/app\.js/),
    ])
    expect(liveSite(stage)).toEqual(released)
    expect(result.outputs).toMatchObject({
      outcome: 'rolled-back',
      'rolled-back': 'true',
      changed: 'true',
      release: '3',
      'previous-release': '2',
      uploaded: '0',
      'bytes-uploaded': '0',
      'invalidation-status': 'completed',
    })
    expect(recordOf(stage)).toMatchObject({
      live: { sequence: 3, restores: 1, provenance: { commit: commit(1).GITHUB_SHA, run: '1009', actor: 'hubot' } },
      hold: { actor: 'hubot', run: expect.stringMatching(/\/runs\/1009$/) },
    })
  })

  test('puts back what was deleted, leaves what open tabs may load, and takes away pages that were new', async () => {
    await stage.deploy({ ...site(1), 'news.html': 'news' }, { env: commit(1) })
    await stage.deploy({ ...site(2), 'blog.html': 'blog', 'new.js': 'new' }, { env: commit(2) })
    stage.aws.journal.clear()
    const result = await stage.turn('rollback')

    expect(siteWrites(stage)).toEqual(
      expect.arrayContaining(['CopyObject dist/news.html', 'DeleteObject dist/blog.html']),
    )
    expect(stage.live()).toEqual(expect.arrayContaining(['news.html', 'new.js']))
    expect(stage.live()).not.toContain('blog.html')
    expect(result.outputs.deleted).toBe('1')
  })

  test('restores headers that were all that a release had changed', async () => {
    await stage.release(1)
    const released = liveSite(stage)
    await stage.deploy(site(1), { env: commit(2), inputs: { headers: '*.svg Cache-Control: no-store' } })
    stage.aws.journal.clear()
    await stage.turn('rollback')

    expect(siteWrites(stage)).toEqual(['CopyObject dist/logo.svg', 'CreateInvalidation /logo.svg'])
    expect(liveSite(stage)).toEqual(released)
  })

  test('goes further back the second time', async () => {
    for (const version of [1, 2, 3]) await stage.release(version)
    const first = await stage.turn('rollback')
    const title = textOf(stage, 'app.js')
    const second = await stage.turn('rollback')

    expect([title, textOf(stage, 'app.js')]).toEqual([site(2)['app.js'], site(1)['app.js']])
    expect([first, second].map(({ log }) => /Back to release (\d)/.exec(log)?.[1])).toEqual(['2', '1'])
    expect(second.outputs).toMatchObject({ release: '5', 'previous-release': '4' })
  })

  test('after a new deploy leaves out the release that was rolled back from', async () => {
    await stage.release(1)
    await stage.release(2)
    await stage.turn('rollback')
    await stage.turn('resume')
    await stage.release(4)
    const result = await stage.turn('rollback')

    expect(result.log).toContain('Back to release 3 ')
    expect(textOf(stage, 'app.js')).toBe(site(1)['app.js'])
  })

  test('goes to the release that is asked for, be it the one that was left', async () => {
    for (const version of [1, 2, 3]) await stage.release(version)
    await stage.turn('rollback', { inputs: { release: '1' } })
    const first = textOf(stage, 'app.js')
    const result = await stage.turn('rollback', { inputs: { release: '3' } })

    expect([first, textOf(stage, 'app.js')]).toEqual([site(1)['app.js'], site(3)['app.js']])
    expect(result.outputs).toMatchObject({ outcome: 'rolled-back', release: '5' })
  })

  test('of an encrypted bucket copies just as much', async () => {
    stage.aws.buckets.create('encrypted', { encryption: 'aws:kms' })
    const inputs = { bucket: 'encrypted', distribution: '' }
    await stage.release(1, { inputs })
    await stage.release(2, { inputs })
    stage.aws.journal.clear()
    const result = await stage.turn('rollback', { inputs })

    expect(siteWrites(stage)).toEqual(
      ['app.js', 'about/index.html', 'index.html'].map((name) => `CopyObject dist/${name}`),
    )
    expect(result.outputs.outcome).toBe('rolled-back')
    expect(stage.aws.buckets.get('encrypted', 'dist/app.js')?.body.toString()).toBe(site(1)['app.js'])
  })

  test('lets the manifest of a service worker go live last, behind the invalidation', async () => {
    const worker = (version: number) => ({ ...site(version), 'ngsw.json': `{"timestamp":${version}}` })
    await stage.deploy(worker(1), { env: commit(1) })
    await stage.deploy(worker(2), { env: commit(2) })
    stage.aws.journal.clear()
    await stage.turn('rollback')

    expect(siteWrites(stage).slice(-2)).toEqual([
      expect.stringMatching(/^CreateInvalidation .*\/index\.html/),
      'CopyObject dist/ngsw.json',
    ])
  })

  test('that fails puts back what was live before it, and sets no hold', async () => {
    await stage.release(1)
    await stage.release(2)
    const released = liveSite(stage)
    fail(stage, { operation: 'CopyObject', path: 'index.html' })
    const result = await stage.turn('rollback')

    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true', release: '2' })
    expect(liveSite(stage)).toEqual(released)
    expect(recordOf(stage).hold).toBeUndefined()
  })
})

describe('a plan of a rollback', () => {
  test('shows every copy, and neither writes nor takes the lease', async () => {
    await stage.release(1)
    await stage.release(2)
    stage.aws.journal.clear()
    const result = await stage.turn('plan', { inputs: { release: '1' } })

    expect(writes(stage)).toEqual([])
    expect(result.outputs).toMatchObject({ outcome: 'planned', changed: 'false', 'rolled-back': 'false', release: '2' })
    expect(
      result.plan?.steps
        .filter(({ kind }) => kind !== 'invalidate')
        .map(({ wave, kind, path, reason }) => [wave, kind, path, reason]),
    ).toEqual([
      ['add', 'keep', 'about/index.html', 'for earlier releases'],
      ['add', 'keep', 'app.js', 'for earlier releases'],
      ['add', 'keep', 'index.html', 'for earlier releases'],
      ['switch', 'copy', 'app.js', 'as it was'],
      ['switch', 'copy', 'about/index.html', 'as it was'],
      ['switch', 'copy', 'index.html', 'as it was'],
    ])
    expect(result.plan).toMatchObject({ release: 3, current: 2 })
  })

  test('is made while another run holds the lease, and says who it is', async () => {
    await stage.release(1)
    await stage.release(2)
    const lease = JSON.parse(stage.aws.buckets.get(BUCKET, `${STATE}/lease.json`)?.body.toString() ?? '')
    stage.aws.buckets.put(BUCKET, `${STATE}/lease.json`, JSON.stringify({ ...lease, state: 'taken', job: 'nightly' }))
    const result = await stage.turn('plan', { inputs: { release: '1' } })

    expect(result.outputs.outcome).toBe('planned')
    expect(result.log).toMatch(/The lease is taken by example\/site .*job nightly/)
  })
})

describe('after a rollback', () => {
  beforeEach(async () => {
    await stage.release(1)
    await stage.release(2)
    await stage.turn('rollback')
    stage.aws.journal.clear()
  })

  test('a deploy is held: it ends green with a warning that says how to go on, and nothing is written', async () => {
    const result = await stage.release(4)

    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({ outcome: 'held', changed: 'false', uploaded: '0', release: '3' })
    expect(result.annotations.warning.join('\n')).toMatch(
      /Deploys are held: octocat rolled back from release 2 to release 1 on .*Nothing was changed\. To go on: `mode: resume`/,
    )
    expect(result.summary).toContain('deploys are held')
    expect(writes(stage)).toEqual([])
  })

  test('a deploy of the very release that is live is held, too', async () => {
    const result = await stage.release(1)

    expect(result.outputs.outcome).toBe('held')
    expect(writes(stage)).toEqual([])
  })

  test('a plan says that a deploy would be held', async () => {
    const workspace = await stage.workspace({ 'dist/index.html': 'page' })
    const result = await stage.run(workspace, { inputs: { mode: 'plan' } })

    expect(result.outputs.outcome).toBe('planned')
    expect(result.annotations.warning.join('\n')).toContain('Deploys are held')
  })

  test('a resume lifts the hold and publishes nothing, and the next deploy goes on', async () => {
    const resumed = await stage.turn('resume')
    const written = [siteWrites(stage), stateWrites(stage)]
    const result = await stage.release(4)

    expect(resumed.outputs).toMatchObject({
      outcome: 'resumed',
      changed: 'false',
      'rolled-back': 'false',
      release: '3',
    })
    expect(written).toEqual([
      [],
      ['PutObject conditions', 'PutObject lease.json', 'PutObject current.json', 'PutObject lease.json'],
    ])
    expect(result.outputs).toMatchObject({ outcome: 'deployed', release: '4', 'previous-release': '3' })
    expect(textOf(stage, 'app.js')).toBe(site(4)['app.js'])
  })

  test('a second resume finds nothing to lift, and writes nothing', async () => {
    await stage.turn('resume')
    stage.aws.journal.clear()
    const result = await stage.turn('resume')

    expect(result.outputs.outcome).toBe('unchanged')
    expect(result.annotations.notice.join('\n')).toContain('nothing to resume')
    expect(writes(stage)).toEqual([])
  })

  test('the release that was rolled back from can be deployed again once that is resumed', async () => {
    await stage.turn('resume')
    const result = await stage.release(2, { inputs: { 'allow-older': 'true' } })

    expect(result.outputs).toMatchObject({ outcome: 'deployed', release: '4' })
    expect(textOf(stage, 'app.js')).toBe(site(2)['app.js'])
  })
})

describe('a rollback that cannot be', () => {
  test('of a bucket without records says where they begin', async () => {
    const result = await stage.turn('rollback')

    expect(result.exitCode).toBe(1)
    expect(result.annotations.error.join('\n')).toMatch(
      /Could not roll back: no release of s3:\/\/.*is recorded\. Check the inputs/,
    )
    expect(writes(stage)).toEqual([])
  })

  test('of the first release says that nothing was live before', async () => {
    await stage.release(1)
    stage.aws.journal.clear()
    const result = await stage.turn('rollback')

    expect(result.annotations.error.join('\n')).toMatch(
      /Could not roll back: no release was live before release 1\. .*`allow-older: true`/,
    )
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false', release: '1' })
    expect(siteWrites(stage)).toEqual([])
  })

  test.each([
    ['the live one', '2', /release 2: it is the one that is live\. Set `release` to one of 1\./],
    ['one that never was', '7', /release 7: no such release was live, or it is pruned\. Set `release` to one of 1\./],
  ])('to %s names those that can be', async (_, release, says) => {
    await stage.release(1)
    await stage.release(2)
    stage.aws.journal.clear()
    const result = await stage.turn('rollback', { inputs: { release } })

    expect(result.annotations.error.join('\n')).toMatch(says)
    expect(siteWrites(stage)).toEqual([])
  })

  test('to a release whose content is lost is refused before anything is touched, and that release is listed no more', async () => {
    for (const version of [1, 2, 3]) await stage.release(version)
    const released = liveSite(stage)
    stage.aws.buckets.delete(BUCKET, `${STATE}/${keptAs(site(1)['app.js'] ?? '')}`)
    stage.aws.journal.clear()
    const result = await stage.turn('rollback', { inputs: { release: '1' } })
    const written = siteWrites(stage)
    const next = await stage.release(4)

    expect(result.annotations.error.join('\n')).toMatch(
      /Could not roll back to release 1: the content of app\.js is lost; .*Nothing was changed\. Set `release` to one of 2\./,
    )
    expect(written).toEqual([])
    expect(liveSite(stage)).not.toEqual(released)
    expect(next.log).toMatch(/Can be rolled back to:\n {2}release 3 .*\n {2}release 2 .*\n(?! {2}release)/)
  })

  test('to a release whose content was changed where it is kept is refused as well', async () => {
    await stage.release(1)
    await stage.release(2)
    stage.aws.buckets.put(
      BUCKET,
      `${STATE}/${keptAs(site(1)['app.js'] ?? '')}`,
      `${site(1)['app.js']}`.replace('1', '7'),
    )
    const result = await stage.turn('rollback')

    expect(result.exitCode).toBe(1)
    expect(result.annotations.error.join('\n')).toContain('the content of app.js is lost')
    expect(textOf(stage, 'app.js')).toBe(site(2)['app.js'])
  })

  test('to a release that was only begun is refused', async () => {
    await stage.release(1)
    fail(stage, { operation: 'PutObject', path: 'index.html' })
    await stage.release(2)
    const result = await stage.turn('rollback', { inputs: { release: '2' } })

    expect(result.annotations.error.join('\n')).toContain('release 2: no such release was live')
  })

  test('has nothing to go back to where pruning has left nothing', async () => {
    const inputs = { 'keep-releases': '1', 'keep-days': '0' }
    await stage.release(1, { inputs })
    await stage.release(2, { inputs })
    const result = await stage.turn('rollback')

    expect(result.annotations.error.join('\n')).toContain('Nothing can be rolled back to')
    expect(stateOf(stage).filter((name) => /^(kept|releases)/.test(name))).toEqual(['releases/00000002.json'])
  })
})

test('after pruning, a rollback goes as far as releases are kept', async () => {
  const inputs = { 'keep-releases': '2', 'keep-days': '0' }
  for (const version of [1, 2, 3]) await stage.release(version, { inputs })
  const gone = await stage.turn('rollback', { inputs: { ...inputs, release: '1' } })
  const result = await stage.turn('rollback', { inputs })

  expect(gone.annotations.error.join('\n')).toContain('release 1: no such release was live, or it is pruned')
  expect(result.outputs.outcome).toBe('rolled-back')
  expect(textOf(stage, 'app.js')).toBe(site(2)['app.js'])
})

test('a change by hand is undone by a rollback, and kept', async () => {
  await stage.release(1)
  const released = liveSite(stage)
  await stage.release(2)
  stage.aws.buckets.put(BUCKET, 'dist/app.js', 'by hand')
  const result = await stage.turn('rollback')

  expect(result.outputs.outcome).toBe('rolled-back')
  expect(result.annotations.warning.join('\n')).toContain('app.js (other content)')
  expect(liveSite(stage)).toEqual(released)
  expect(stateOf(stage)).toContain(keptAs('by hand'))
})

test('a change by hand to the only copy there is stops a rollback, until a deploy puts it right', async () => {
  await stage.release(1)
  const released = liveSite(stage)
  await stage.release(2)
  stage.aws.buckets.put(BUCKET, 'dist/logo.svg', 'by hand')
  const refused = await stage.turn('rollback')
  await stage.release(4)
  const result = await stage.turn('rollback', { inputs: { release: '1' } })

  expect(refused.annotations.error.join('\n')).toContain('the content of logo.svg is lost')
  expect(result.outputs.outcome).toBe('rolled-back')
  expect(liveSite(stage)).toEqual(released)
})
