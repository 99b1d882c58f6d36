// What is recorded of releases, and what a deploy makes of it: nothing where nothing changed, and everything put right.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keptAs, liveSite, recordOf, stateOf, textOf } from './support/bucket.ts'
import { fail, failOnce } from './support/faults.ts'
import { askedOfS3, siteWrites, stateWrites } from './support/journal.ts'
import { BUCKET, commit, openStage, type Stage, site, without, writes } from './support/stage.ts'

const STATE = '.colt-deploy/dist'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('a deploy that has nothing to do', () => {
  const least = [
    `GetObject ${STATE}/current.json`,
    `GetObject ${STATE}/lease.json`,
    `ListObjectsV2 ${STATE}/`,
    'ListObjectsV2 dist/',
  ]

  test.each([
    ['with a distribution', {}],
    ['without one', { distribution: '' }],
  ])('reads two records and two lists, and nothing else of S3, %s', async (_, inputs) => {
    await stage.release(1, { inputs })
    stage.aws.journal.clear()
    const result = await stage.release(1, { inputs })

    expect(askedOfS3(stage)).toEqual(least)
    expect(result.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false', release: '1', unchanged: '5' })
  })

  test('reads no headers either where the uploads of the release took their time', async () => {
    stage.aws.intercept(({ operation, key }) =>
      operation === 'PutObject' && key?.startsWith('dist/') ? { delay: 600 } : undefined,
    )
    await stage.release(1)
    stage.aws.journal.clear()
    await stage.release(1)

    expect(askedOfS3(stage)).toEqual(least)
  })

  test('lists 2,500 objects in three ranges at once', async () => {
    const icons = Array.from({ length: 2495 }, (_, index) => [`icons/${index}.svg`, `<svg id="${index}"/>`])
    const files = { ...site(1), ...Object.fromEntries(icons) }
    await stage.deploy(files)
    stage.aws.journal.clear()
    const all = Promise.withResolvers<void>()
    stage.aws.intercept(({ operation, query }) => {
      if (operation !== 'ListObjectsV2' || query.prefix !== 'dist/') return undefined
      if (stage.aws.journal.of('ListObjectsV2').filter(({ query }) => query.prefix === 'dist/').length === 3)
        all.resolve()
      return { before: all.promise }
    })
    const result = await stage.deploy(files)

    expect(askedOfS3(stage)).toEqual([
      ...least,
      expect.stringMatching(/^ListObjectsV2 dist\/ after dist\/icons\//),
      expect.stringMatching(/^ListObjectsV2 dist\/ after dist\/icons\//),
    ])
    expect(result.outputs).toMatchObject({ outcome: 'unchanged', unchanged: '2500' })
  })
})

describe('a deploy with something to do', () => {
  const lists = () => stage.aws.journal.of('ListObjectsV2').filter(({ query }) => query.prefix === 'dist/').length

  test('looks once, where nobody wrote since it looked', async () => {
    await stage.release(1)
    stage.aws.journal.clear()
    const result = await stage.release(2)

    expect([result.outputs.outcome, lists()]).toEqual(['deployed', 1])
  })

  test.each([
    ['it was written a moment ago', 'GetObject', 'current.json'],
    ['somebody had it meanwhile', 'PutObject', 'conditions'],
  ])('looks again under its lease, where %s', async (_, during, name) => {
    await stage.release(1)
    const key = `${STATE}/lease.json`
    const before = JSON.parse(stage.aws.buckets.get(BUCKET, key)?.body.toString() ?? '')
    const after = JSON.stringify({ ...before, fence: before.fence + 1, nonce: 'another' })
    const isDue = once()
    stage.aws.intercept((request) => {
      if (request.operation !== during || request.key !== `${STATE}/${name}` || !isDue()) return undefined
      stage.aws.buckets.put(BUCKET, key, after)
      return undefined
    })
    stage.aws.journal.clear()
    const result = await stage.release(2)

    expect([result.outputs.outcome, lists()]).toEqual(['deployed', 2])
  })
})

/** True when it is asked for the first time. */
function once(): () => boolean {
  let isOver = false
  return () => {
    const isFirst = !isOver
    isOver = true
    return isFirst
  }
}

test('a new commit with the same content advances the record, and touches nothing else', async () => {
  await stage.release(1)
  stage.aws.journal.clear()
  const result = await stage.deploy(site(1), { env: commit(2) })

  expect(siteWrites(stage)).toEqual([])
  // The first is refused and leaves nothing: it asks whether the server heeds conditions.
  expect(stateWrites(stage)).toEqual([
    'PutObject conditions',
    'PutObject lease.json',
    'PutObject current.json',
    'PutObject lease.json',
  ])
  expect(stateOf(stage)).not.toContain('conditions')
  expect(result.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false', release: '1', uploaded: '0' })
  expect(recordOf(stage).live).toMatchObject({ sequence: 1, provenance: { commit: commit(2).GITHUB_SHA, number: 2 } })
})

test('the commit that a record was advanced to writes nothing at all the next time', async () => {
  await stage.release(1)
  await stage.deploy(site(1), { env: commit(2) })
  stage.aws.journal.clear()
  const result = await stage.deploy(site(1), { env: commit(2) })

  expect(writes(stage)).toEqual([])
  expect(result.outputs.outcome).toBe('unchanged')
})

test('releases are counted, and each is recorded before anything of it is written', async () => {
  const first = await stage.release(1)
  const second = await stage.release(2)
  stage.aws.journal.clear()
  const third = await stage.release(3)

  const outputs = [first, second, third].map((result) => [result.outputs.release, result.outputs['previous-release']])
  expect(outputs).toEqual([
    ['1', ''],
    ['2', '1'],
    ['3', '2'],
  ])
  expect(stateOf(stage)).toEqual(expect.arrayContaining([1, 2, 3].map((number) => `releases/0000000${number}.json`)))
  expect(recordOf(stage)).toMatchObject({ live: { sequence: 3 }, history: [{ sequence: 1 }, { sequence: 2 }] })
  const lines = writes(stage)
  expect(lines.slice(0, 3)).toEqual([
    `PutObject ${STATE}/conditions`,
    `PutObject ${STATE}/lease.json`,
    `PutObject ${STATE}/releases/00000003.json`,
  ])
  expect(lines.slice(-3)).toEqual([
    expect.stringMatching(/^CreateInvalidation/),
    `PutObject ${STATE}/current.json`,
    `PutObject ${STATE}/lease.json`,
  ])
})

describe('a bucket that was filled by hand', () => {
  beforeEach(() => {
    const page = { 'content-type': 'text/html', 'cache-control': 'max-age=60', 'x-amz-meta-by': 'hand' }
    stage.aws.buckets.put(BUCKET, 'dist/index.html', 'old page', page)
    stage.aws.buckets.put(BUCKET, 'dist/app.js', 'old script')
    stage.aws.buckets.put(BUCKET, 'dist/logo.svg', site(1)['logo.svg'] ?? '', { 'content-type': 'image/svg' })
    stage.aws.buckets.put(BUCKET, 'dist/report.pdf', 'report')
  })

  test('becomes release 0 before anything of it is replaced, and what is replaced is kept', async () => {
    stage.aws.journal.clear()
    const result = await stage.release(1)

    expect(result.outputs).toMatchObject({ outcome: 'deployed', release: '1', 'previous-release': '0' })
    expect(stateOf(stage)).toEqual(
      expect.arrayContaining(['releases/00000000.json', keptAs('old page'), keptAs('old script')]),
    )
    const lines = writes(stage)
    const before = ['releases/00000000.json', 'current.json', keptAs('old page'), keptAs('old script')]
    const last = Math.max(...before.map((name) => lines.findIndex((line) => line.endsWith(name))))
    expect(last).toBeLessThan(lines.findIndex((line) => line.startsWith('PutObject dist/')))
  })

  test('is put back by a rollback to release 0, bytes and headers', async () => {
    const before = liveSite(stage)
    await stage.release(1)
    const result = await stage.turn('rollback')

    expect(result.outputs).toMatchObject({ outcome: 'rolled-back', 'rolled-back': 'true', 'previous-release': '1' })
    expect(liveSite(stage)).toMatchObject(before)
    expect(stage.live()).not.toContain('about/index.html')
  })

  test('can be deployed onto again after that', async () => {
    await stage.release(1)
    const deployed = liveSite(stage)
    await stage.turn('rollback')
    await stage.turn('resume')
    const result = await stage.release(1)

    expect(result.outputs).toMatchObject({ outcome: 'deployed', release: '3' })
    expect(liveSite(stage)).toEqual(deployed)
  })
})

describe('a change by hand', () => {
  test('is named, kept and put right', async () => {
    await stage.release(1)
    const released = liveSite(stage)
    stage.aws.clock.advance(60_000)
    stage.aws.buckets.put(BUCKET, 'dist/app.js', 'by hand', { 'content-type': 'text/javascript' })
    stage.aws.buckets.put(BUCKET, 'dist/lazy.js', 'export {}', { 'content-type': 'text/plain' })
    stage.aws.buckets.delete(BUCKET, 'dist/logo.svg')
    stage.aws.journal.clear()
    const result = await stage.release(1)

    expect(result.annotations.warning).toEqual([
      'Changed by hand since the last release: app.js (other content), lazy.js (other headers), logo.svg (deleted). ' +
        'What the release has is put right.',
    ])
    expect(siteWrites(stage).slice(0, -1).sort()).toEqual([
      'CopyObject dist/lazy.js',
      'PutObject dist/app.js',
      'PutObject dist/logo.svg',
    ])
    expect(result.outputs).toMatchObject({ outcome: 'deployed', uploaded: '2', 'headers-updated': '1' })
    expect(liveSite(stage)).toEqual(released)
    expect(stateOf(stage)).toContain(keptAs('by hand'))
  })

  test.each(['lazy.js', 'news.html'])(
    'of a file that the release has no more is named, and left to whoever made it: %s',
    async (path) => {
      const rest = without({ ...site(1), 'news.html': 'news' }, path)
      await stage.deploy({ ...rest, [path]: 'as it was' }, { env: commit(1) })
      stage.aws.buckets.put(BUCKET, `dist/${path}`, 'by hand')
      const result = await stage.deploy(rest, { env: commit(2) })

      expect(result.annotations.warning.join('\n')).toContain(`${path} (other content)`)
      expect(result.plan?.unknown).toEqual([`dist/${path}`])
      expect(textOf(stage, path)).toBe('by hand')
    },
  )
})

describe('a hashed name that has carried two contents', () => {
  const app = 'assets/index-Bt307S33.js'
  const hashed = (content: string, title = content) => ({
    'index.html': `<title>${title}</title><script type="module" src="/${app}"></script>`,
    [app]: content,
  })
  const caching = () => stage.aws.buckets.get(BUCKET, `dist/${app}`)?.headers['Cache-Control']

  test('is served no-cache from then on, with a warning, in later releases too', async () => {
    await stage.deploy(hashed('one'), { env: commit(1) })
    const before = caching()
    const second = await stage.deploy(hashed('two'), { env: commit(2) })
    const then = caching()
    const third = await stage.deploy(hashed('two', 'another page'), { env: commit(3) })

    expect([before, then, caching()]).toEqual(['public, max-age=31536000, immutable', 'no-cache', 'no-cache'])
    expect(second.annotations.warning.join('\n')).toContain(
      `Other content than before under the same hashed name: ${app}`,
    )
    expect(third.annotations.warning).toEqual([])
    expect(third.outputs.uploaded).toBe('1')
  })

  test('is known by it also after releases that did not have it', async () => {
    await stage.deploy(hashed('one'), { env: commit(1) })
    await stage.deploy({ 'index.html': 'without' }, { env: commit(2) })
    const third = await stage.deploy(hashed('two'), { env: commit(3) })

    expect(caching()).toBe('no-cache')
    expect(third.annotations.warning.join('\n')).toContain('Other content than before')
  })
})

describe('a bucket that is encrypted with a key of its own', () => {
  const inputs = { bucket: 'encrypted', distribution: '' }
  beforeEach(() => stage.aws.buckets.create('encrypted', { encryption: 'aws:kms' }))

  test('is compared by what is recorded, without a single HEAD', async () => {
    await stage.release(1, { inputs })
    stage.aws.journal.clear()
    const same = await stage.release(1, { inputs })
    const asked = askedOfS3(stage)
    const next = await stage.release(2, { inputs })

    expect(same.outputs.outcome).toBe('unchanged')
    expect(asked).toHaveLength(4)
    expect(next.outputs).toMatchObject({ outcome: 'deployed', uploaded: '3', unchanged: '2' })
    expect(stage.aws.journal.of('HeadObject')).toEqual([])
  })

  test('that was filled by hand is uploaded to once, and unchanged from then on', async () => {
    stage.aws.buckets.put('encrypted', 'dist/lazy.js', 'export {}')
    const first = await stage.release(1, { inputs })
    const second = await stage.release(1, { inputs })

    expect([first.outputs.uploaded, second.outputs.uploaded]).toEqual(['5', '0'])
    expect(second.outputs.outcome).toBe('unchanged')
  })
})

describe('records in a bucket of their own', () => {
  beforeEach(() => stage.aws.buckets.create('records'))

  test('leave the bucket of the site to the site, and serve a rollback', async () => {
    await stage.release(1, { inputs: { state: 'records' } })
    const released = liveSite(stage)
    await stage.release(2, { inputs: { state: 'records' } })
    const result = await stage.turn('rollback', { inputs: { state: 'records' } })

    expect(stage.aws.buckets.keys(BUCKET).filter((key) => !key.startsWith('dist/'))).toEqual([])
    expect(stage.aws.buckets.keys('records')).toEqual(expect.arrayContaining([`${STATE}/current.json`]))
    expect(result.outputs.outcome).toBe('rolled-back')
    expect(liveSite(stage)).toEqual(released)
  })

  test('are refused where another site has its records in the same place', async () => {
    stage.aws.buckets.create('another')
    await stage.release(1, { inputs: { state: 'records' } })
    stage.aws.journal.clear()
    const result = await stage.release(1, { inputs: { bucket: 'another', state: 'records', distribution: '' } })

    expect(result.exitCode).toBe(1)
    expect(result.annotations.error.join('\n')).toMatch(
      /the same `state` bucket is used by s3:\/\/shop\.example\.com\/dist.*Give s3:\/\/another\/dist a `state` bucket of its own/,
    )
    expect(writes(stage)).toEqual([])
  })
})

describe('a whole bucket as the site, with another site inside', () => {
  const whole = { prefix: '/', distribution: '' }
  beforeEach(() => stage.release(1, { inputs: { prefix: 'docs', distribution: '' } }))

  test('leaves the other one alone, records and all, even where unknown files are to be deleted', async () => {
    const docs = liveSite(stage, 'docs/')
    const result = await stage.release(2, { inputs: { ...whole, 'unknown-files': 'delete' } })

    expect(result.outputs).toMatchObject({ outcome: 'deployed', deleted: '0' })
    expect(result.plan?.unknown).toEqual([])
    expect(liveSite(stage, 'docs/')).toEqual(docs)
    expect(stage.aws.buckets.keys(BUCKET, '.colt-deploy/docs/current')).toHaveLength(1)
    expect(stage.aws.buckets.keys(BUCKET, '.colt-deploy/-/current')).toHaveLength(1)
  })

  test('is refused where it has files for the place of the other one', async () => {
    stage.aws.journal.clear()
    const result = await stage.deploy({ ...site(2), 'docs/page.html': 'page' }, { inputs: whole })

    expect(result.annotations.error.join('\n')).toMatch(
      /Could not deploy docs\/page\.html: .*docs\/ has releases of its own\..*prefix: docs/,
    )
    expect(writes(stage)).toEqual([])
  })

  test('is warned about: its records can be read by everyone', async () => {
    const result = await stage.release(2, { inputs: whole })

    expect(result.annotations.warning.join('\n')).toMatch(/\.colt-deploy.*`state`/)
  })
})

describe('a record that cannot be gone by', () => {
  const body = () => stage.aws.buckets.get(BUCKET, `${STATE}/current.json`)?.body.toString() ?? ''
  const replaced = (found: RegExp, by: string) => () => body().replace(found, by)

  test.each<[string, string, () => string, RegExp]>([
    [
      'damaged',
      'current.json',
      () => body().slice(0, 100),
      /current\.json: it is not JSON\. Put back the version .*or delete/,
    ],
    ['edited by hand', 'current.json', replaced(/"octocat"/, '"somebody"'), /changed by hand, or damaged\. Put back/],
    [
      'of a newer version',
      'current.json',
      replaced(/"format": 1/, '"format": 2'),
      /newer version of this action\. Use at least/,
    ],
    [
      'a damaged lease',
      'lease.json',
      () => '{}',
      /lease\.json: it is damaged\. Delete that object while no deploy is running/,
    ],
    ['a lease of a newer version', 'lease.json', () => '{"format":2}', /newer version \(format 2\)\. Use at least/],
  ])('%s: the error says how to go on, and nothing is written', async (_, name, content, says) => {
    await stage.release(1)
    stage.aws.buckets.put(BUCKET, `${STATE}/${name}`, content())
    stage.aws.journal.clear()
    const result = await stage.release(2)

    expect(result.exitCode).toBe(1)
    expect(result.annotations.error.join('\n')).toMatch(says)
    expect(writes(stage)).toEqual([])
  })

  test('deleted, as the error says, lets the next deploy adopt the site as it is', async () => {
    await stage.release(1)
    stage.aws.buckets.delete(BUCKET, `${STATE}/current.json`)
    const result = await stage.release(2)

    expect(result.outputs).toMatchObject({ outcome: 'deployed', uploaded: '3' })
    expect(liveSite(stage)).toMatchObject({ 'dist/app.js': { body: site(2)['app.js'] } })
    expect((await stage.release(2)).outputs.outcome).toBe('unchanged')
  })
})

test('a file that prune was about to take is uploaded again when it is wanted again', async () => {
  const inputs = { 'keep-releases': '1', 'keep-days': '0' }
  await stage.release(1, { inputs })
  const heal = fail(stage, { operation: 'DeleteObject', path: 'lazy.js' })
  await stage.deploy(without(site(2), 'lazy.js'), { inputs, env: commit(2) })
  heal()
  stage.aws.journal.clear()
  const result = await stage.release(3, { inputs })

  expect(recordOf(stage).ledger).toEqual([])
  expect(result.plan?.steps.find(({ path }) => path === 'lazy.js')?.reason).toBe('wanted again, was about to be pruned')
  expect(siteWrites(stage)).toContain('PutObject dist/lazy.js')
  expect(stage.live()).toContain('lazy.js')
})

describe('a release that stopped in the middle', () => {
  beforeEach(async () => {
    await stage.release(1)
    failOnce(stage, { operation: 'PutObject', path: 'index.html' })
    await stage.release(2, { inputs: { 'on-failure': 'stop' } })
    stage.aws.journal.clear()
  })

  test('is finished by the next run, which invalidates also what the first had overwritten', async () => {
    const result = await stage.release(2)

    expect(siteWrites(stage)).toEqual(['PutObject dist/index.html', expect.stringMatching(/^CreateInvalidation/)])
    expect(result.outputs['invalidation-paths']?.split('\n')).toEqual(
      expect.arrayContaining(['/app.js', '/about/index.html', '/index.html']),
    )
    expect(result.outputs).toMatchObject({ outcome: 'deployed', release: '3', 'previous-release': '1' })
  })

  test('is no hand edit, and nothing that could be rolled back to', async () => {
    const result = await stage.release(3)
    const back = await stage.turn('rollback')

    expect(result.annotations.warning).toEqual([])
    expect(back.log).toContain('Back to release 1 ')
    expect(recordOf(stage).history.map(({ sequence }) => sequence)).toEqual([1, 3])
  })

  test('is undone by a deploy of what was live before, wherever the first had come', async () => {
    const result = await stage.deploy(site(1), { env: commit(3) })

    expect(result.outputs).toMatchObject({ outcome: 'deployed', uploaded: '2' })
    expect(result.outputs['invalidation-paths']).toContain('/app.js')
    expect([textOf(stage, 'app.js'), textOf(stage, 'index.html')]).toEqual([site(1)['app.js'], site(1)['index.html']])
  })
})
