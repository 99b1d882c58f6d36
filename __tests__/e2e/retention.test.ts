// For how long files stay, and what takes them away.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keptAs, liveSite, recordOf, stateOf, textOf } from './support/bucket.ts'
import { fail } from './support/faults.ts'
import { siteWrites } from './support/journal.ts'
import {
  BUCKET,
  commit,
  type Deployed,
  type Files,
  openStage,
  type Run,
  type Stage,
  site,
  without,
  writes,
} from './support/stage.ts'

const DAY = 24 * 60 * 60 * 1000

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** A page and a script of its own, as bundlers name them. */
function build(version: number): Files {
  return { 'index.html': `<title>${version}</title>`, [`app-${version}.js`]: `${version}`, 'vendor.js': 'vendor' }
}

async function deploy(version: number, inputs: Run['inputs'] = {}): Promise<Deployed> {
  return await stage.deploy(build(version), { inputs, env: commit(version) })
}

/** What is there of the scripts, as in `app-1.js app-2.js`. */
function scripts(): string {
  return stage
    .live()
    .filter((path) => path.startsWith('app'))
    .join(' ')
}

describe('keep-releases', () => {
  const inputs = { 'keep-releases': '2', 'keep-days': '0' }

  test('keeps the files of so many releases, the live one included', async () => {
    for (const version of [1, 2, 3, 4]) await deploy(version, inputs)

    expect(scripts()).toBe('app-3.js app-4.js')
    expect(stateOf(stage)).toEqual([
      'current.json',
      keptAs('<title>3</title>'),
      'lease.json',
      'releases/00000003.json',
      'releases/00000004.json',
    ])
  })

  test('does not count releases with the same content twice', async () => {
    const other = { ...inputs, headers: '*.js x-amz-meta-a: b' }
    await deploy(1, inputs)
    await deploy(2, inputs)
    await stage.deploy(build(2), { env: commit(3), inputs: other })
    await stage.deploy(build(2), { env: commit(4), inputs })
    const before = scripts()
    await deploy(5, inputs)

    expect([before, scripts()]).toEqual(['app-2.js', 'app-2.js app-5.js'])
  })

  test('deletes after the record, and a file whose content stays the same for many releases never', async () => {
    for (const version of [1, 2]) await deploy(version, inputs)
    stage.aws.clock.advance(100 * DAY)
    stage.aws.journal.clear()
    const result = await deploy(3, inputs)

    const lines = writes(stage)
    expect(lines.indexOf('DeleteObject dist/app-1.js')).toBeGreaterThan(
      lines.indexOf('PutObject .colt-deploy/dist/current.json'),
    )
    expect(stage.live()).toContain('vendor.js')
    expect(result.outputs.deleted).toBe('1')
    expect(result.log).toContain('Pruned what no release needs any more: 1 file, 1 copy, 1 record')
  })
})

describe('keep-days', () => {
  const inputs = { 'keep-releases': '1', 'keep-days': '30' }

  test('keeps the files of a release for so long after it was live, however many came after it', async () => {
    await deploy(1, inputs)
    stage.aws.clock.advance(100 * DAY)
    for (const version of [2, 3, 4]) await deploy(version, inputs)
    const soon = scripts()
    stage.aws.clock.advance(29 * DAY)
    await deploy(5, inputs)
    const later = scripts()
    stage.aws.clock.advance(2 * DAY)
    await deploy(6, inputs)

    expect([soon, later, scripts()]).toEqual([
      'app-1.js app-2.js app-3.js app-4.js',
      'app-1.js app-2.js app-3.js app-4.js app-5.js',
      'app-4.js app-5.js app-6.js',
    ])
  })

  test('keeps what a release that was never finished has added, and what it may have shared with the one before, for a day', async () => {
    const none = { 'keep-releases': '1', 'keep-days': '0' }
    await deploy(1, none)
    const heal = fail(stage, { operation: 'PutObject', path: 'index.html' })
    await deploy(2, none)
    heal()
    await deploy(3, none)
    const soon = scripts()
    stage.aws.clock.advance(DAY + 60_000)
    await deploy(4, none)

    expect([soon, scripts()]).toEqual(['app-1.js app-2.js app-3.js', 'app-4.js'])
  })
})

describe('pruning', () => {
  const inputs = { 'keep-releases': '1', 'keep-days': '0' }

  test('takes only what the record has condemned before', async () => {
    await deploy(1, inputs)
    let condemned: readonly boolean[] = []
    stage.aws.intercept(({ operation, key }) => {
      if (operation === 'DeleteObject' && key === 'dist/app-1.js') {
        condemned = recordOf(stage).ledger.map((entry) => entry.condemned)
      }
      return undefined
    })
    await deploy(2, inputs)

    expect(condemned).toEqual([true])
    expect(scripts()).toBe('app-2.js')
  })

  test('that fails is a warning, and the next run that records goes on with it', async () => {
    await deploy(1, inputs)
    const heal = fail(stage, { operation: 'DeleteObject', path: 'app-1.js' })
    const result = await deploy(2, inputs)
    const before = scripts()
    heal()
    await deploy(3, inputs)

    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({ outcome: 'deployed', deleted: '0' })
    expect(result.annotations.warning.join('\n')).toMatch(
      /Not everything that no release needs any more was pruned; the next run goes on\. .*The role needs s3:DeleteObject/,
    )
    expect([before, scripts()]).toEqual(['app-1.js app-2.js', 'app-3.js'])
    expect(recordOf(stage).ledger.filter(({ condemned }) => !condemned)).toEqual([])
  })

  test('never takes what somebody has written there since', async () => {
    await deploy(1, inputs)
    stage.aws.intercept(({ operation, key }) => {
      if (operation === 'DeleteObject' && key === 'dist/app-1.js') stage.aws.buckets.put(BUCKET, key, 'by hand')
      return undefined
    })
    const result = await deploy(2, inputs)

    expect(result.annotations.warning).toEqual([])
    expect(textOf(stage, 'app-1.js')).toBe('by hand')
  })

  test('of more than max-deletes does not happen, with a warning, and the deploy stays green', async () => {
    await deploy(1, inputs)
    const result = await deploy(2, { ...inputs, 'max-deletes': '1' })
    const before = scripts()
    await deploy(3, inputs)

    expect(result.exitCode).toBe(0)
    expect(result.annotations.warning.join('\n')).toMatch(
      /2 objects that no release needs any more were not pruned: that is more than 1 at once.*raise `max-deletes` for one run/,
    )
    expect([before, scripts()]).toEqual(['app-1.js app-2.js', 'app-3.js'])
  })

  test('of more than a quarter, or a hundred, is too many where nothing else is said', async () => {
    const many = (version: number) => ({
      ...build(version),
      ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`chunk-${version}-${index}.js`, `${index}`])),
    })
    await stage.deploy(many(1), { inputs, env: commit(1) })
    await stage.deploy(many(2), { inputs: { ...inputs, 'keep-releases': '2' }, env: commit(2) })
    const result = await stage.deploy(many(3), { inputs, env: commit(3) })

    expect(result.annotations.warning.join('\n')).toMatch(/12\d objects that no release needs .* more than 100 at once/)
    expect(stage.live().filter((path) => path.startsWith('chunk'))).toHaveLength(180)
  })
})

describe('purge', () => {
  const secret = { ...site(1), 'secret.js': 'password', 'copy-of-secret.js': 'password' }
  const inputs = { purge: '**/*secret*' }

  test('removes files from the site and from what is kept, at once, and they are fetched anew', async () => {
    await stage.deploy(secret, { env: commit(1) })
    await stage.deploy({ ...secret, 'secret.js': 'another' }, { env: commit(2) })
    const before = stateOf(stage)
    stage.aws.journal.clear()
    const result = await stage.deploy(secret, { env: commit(3), inputs })

    expect(before).toContain(keptAs('password'))
    expect(stage.live().filter((path) => path.includes('secret'))).toEqual([])
    expect(stateOf(stage).filter((name) => [keptAs('password'), keptAs('another')].includes(name))).toEqual([])
    expect(siteWrites(stage)).toEqual(expect.arrayContaining(['DeleteObject dist/secret.js']))
    expect(result.outputs['invalidation-paths']).toContain('/secret.js')
    expect(result.outputs).toMatchObject({ outcome: 'deployed', deleted: '2' })
    const { live, ledger, kept } = recordOf(stage)
    const known = [...live.files, ...ledger.map(({ file }) => file), ...kept.filter(({ condemned }) => !condemned)]
    expect(known.filter(({ key }) => key.includes('secret'))).toEqual([])
  })

  test('removes what only an earlier release had, too', async () => {
    await stage.deploy(secret, { env: commit(1) })
    await stage.deploy(site(2), { env: commit(2) })
    const before = stage.live()
    await stage.deploy(site(2), { env: commit(3), inputs })

    expect(before).toContain('secret.js')
    expect(stage.live().filter((path) => path.includes('secret'))).toEqual([])
  })

  test('keeps content that another file has as well', async () => {
    await stage.deploy({ ...site(1), 'secret.js': 'shared', 'open.js': 'shared' }, { env: commit(1) })
    await stage.deploy({ ...site(1), 'secret.js': 'shared', 'open.js': 'changed' }, { env: commit(2) })
    await stage.deploy({ ...site(1), 'open.js': 'changed' }, { env: commit(3), inputs })
    const result = await stage.turn('rollback', { inputs: { release: '1' } })

    expect(result.outputs.outcome).toBe('rolled-back')
    expect(textOf(stage, 'open.js')).toBe('shared')
    expect(stage.live()).not.toContain('secret.js')
  })

  test('is left out by rollbacks to releases that had it', async () => {
    await stage.deploy(secret, { env: commit(1) })
    await stage.deploy(site(2), { env: commit(2), inputs })
    const result = await stage.turn('rollback')

    expect(result.outputs.outcome).toBe('rolled-back')
    expect(textOf(stage, 'app.js')).toBe(site(1)['app.js'])
    expect(stage.live().filter((path) => path.includes('secret'))).toEqual([])
  })

  test('that is done already leaves nothing to do', async () => {
    await stage.deploy(secret, { env: commit(1), inputs })
    stage.aws.journal.clear()
    const result = await stage.deploy(secret, { env: commit(1), inputs })

    expect(result.outputs.outcome).toBe('unchanged')
    expect(writes(stage)).toEqual([])
  })

  test('is what is said to do about files that are excluded now, and still public', async () => {
    await stage.deploy(secret, { env: commit(1) })
    const result = await stage.deploy(secret, { env: commit(2), inputs: { exclude: '**/*secret*' } })

    expect(result.annotations.warning.join('\n')).toMatch(/Excluded, and still public: .*secret\.js.*`purge`/)
    expect(stage.live()).toContain('secret.js')
  })
})

describe('unknown-files: delete', () => {
  const inputs = { 'unknown-files': 'delete' }

  test('keeps a copy of each, and deletes it at the end of the switch', async () => {
    await stage.release(1)
    stage.aws.buckets.put(BUCKET, 'dist/report.pdf', 'by hand')
    stage.aws.journal.clear()
    const result = await stage.release(2, { inputs })

    expect(siteWrites(stage).slice(-3)).toEqual([
      'PutObject dist/index.html',
      'DeleteObject dist/report.pdf',
      expect.stringMatching(/^CreateInvalidation .*\/report\.pdf/),
    ])
    expect(stateOf(stage)).toContain(keptAs('by hand'))
    expect(result.outputs.deleted).toBe('1')
  })

  test('is work enough for a release of its own', async () => {
    await stage.release(1)
    stage.aws.buckets.put(BUCKET, 'dist/report.pdf', 'by hand')
    const result = await stage.release(1, { inputs })

    expect(result.outputs).toMatchObject({ outcome: 'deployed', uploaded: '0', deleted: '1' })
    expect(stage.live()).not.toContain('report.pdf')
  })

  test('takes what was there before the first release, which a rollback brings back', async () => {
    stage.aws.buckets.put(BUCKET, 'dist/report.pdf', 'by hand', { 'content-type': 'application/pdf' })
    const before = liveSite(stage)
    await stage.release(1, { inputs })
    const then = stage.live()
    await stage.turn('rollback')

    expect(then).not.toContain('report.pdf')
    expect(liveSite(stage)).toMatchObject(before)
  })

  test('spares another site inside the prefix', async () => {
    await stage.release(1, { inputs: { prefix: 'dist/docs', distribution: '' } })
    const docs = liveSite(stage, 'dist/docs/')
    stage.aws.buckets.put(BUCKET, 'dist/report.pdf', 'by hand')
    const result = await stage.release(1, { inputs })

    expect(result.outputs.deleted).toBe('1')
    expect(liveSite(stage, 'dist/docs/')).toEqual(docs)
  })

  test('of more than max-deletes deletes nothing, with a warning, and the deploy stays green', async () => {
    for (const name of ['a.pdf', 'b.pdf']) stage.aws.buckets.put(BUCKET, `dist/${name}`, name)
    const result = await stage.release(1, { inputs: { ...inputs, 'max-deletes': '1' } })

    expect(result.outputs).toMatchObject({ outcome: 'deployed', deleted: '0' })
    expect(result.annotations.warning.join('\n')).toMatch(/2 objects .*They stay\..*raise `max-deletes`/)
    expect(stage.live()).toEqual(expect.arrayContaining(['a.pdf', 'b.pdf']))
  })
})

test('pages that are gone leave before CloudFront is told, and stay where they are too many to be meant', async () => {
  const pages = Object.fromEntries([1, 2, 3].map((number) => [`page-${number}.html`, `page ${number}`]))
  await stage.deploy({ ...site(1), ...pages }, { env: commit(1) })
  const refused = await stage.deploy(site(2), { env: commit(2), inputs: { 'max-deletes': '2' } })
  const there = stage.live().filter((path) => path in pages)
  stage.aws.journal.clear()
  const result = await stage.deploy(without({ ...site(3), ...pages }, 'page-1.html', 'page-3.html'), { env: commit(3) })

  expect(refused.exitCode).toBe(0)
  expect(refused.annotations.warning.join('\n')).toContain('3 objects that the release does not have would leave')
  expect(there).toHaveLength(3)
  const lines = siteWrites(stage)
  expect(lines.slice(-3, -1).sort()).toEqual(['DeleteObject dist/page-1.html', 'DeleteObject dist/page-3.html'])
  expect(result.outputs['invalidation-paths']).toContain('/page-1.html')
})
