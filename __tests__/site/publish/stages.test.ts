// Stage by stage: all of one is done before the next begins, and a failure stops the rest.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import type { Change, Stage, Tally, Wave } from '../../../src/site/model.ts'
import { publish } from '../../../src/site/publish/stages.ts'
import { caught } from '../../shared/support/caught.ts'
import { moment, settled } from '../../shared/support/moments.ts'
import { added, asset, overwritten, reheadered } from '../support/assets.ts'
import { distribution } from '../support/distributions.ts'
import { folderOf, type TestFolder } from '../support/folder.ts'
import { memoryBucket, stored } from '../support/memory-bucket.ts'
import { memoryWorld } from '../support/world.ts'

const stage = (wave: Wave, title: string, ...changes: readonly Change[]): Stage => ({ wave, title, changes })
const nothingDone = (): Tally => ({ uploaded: 0, headersUpdated: 0, bytesUploaded: 0 })

/** Files of a site that all hold `content`. */
async function siteOf(...paths: readonly string[]): Promise<TestFolder> {
  return await folderOf(Object.fromEntries(paths.map((path) => [path, 'content'])))
}

const fileIn = (site: TestFolder, path: string) =>
  asset({ path, location: site.at(path), role: path.endsWith('.html') ? 'page' : 'asset' })

/** A bucket that refuses to write what matches. */
const refusing = (pattern: RegExp, objects: Parameters<typeof memoryBucket>[0] = {}) =>
  memoryBucket(objects, {
    before: (request) => {
      if (pattern.test(request)) throw new Error(`no ${request}`)
    },
  })

test('all of one stage is done before the next begins, whatever takes long', async () => {
  await using site = await siteOf('slow.js', 'quick.js', 'index.html')
  const slow = moment()
  const waits = moment()
  const bucket = memoryBucket(
    {},
    {
      before: async (request) => {
        if (request.endsWith('slow.js')) {
          waits.end()
          await slow.promise
        }
      },
    },
  )
  const stages = [
    stage('add', 'new files', added(fileIn(site, 'slow.js')), added(fileIn(site, 'quick.js'))),
    stage('switch', 'pages', added(fileIn(site, 'index.html'))),
  ]
  const publishing = publish(stages, memoryWorld({ bucket }), { concurrency: 8, tally: nothingDone(), refreshes: [] })

  await waits.promise
  await settled()
  expect(bucket.asked).not.toContain('put dist/index.html')
  slow.end()
  await publishing
  expect(bucket.asked.at(-1)).toBe('put dist/index.html')
})

test('what was done is counted: files, their bytes, and other headers', async () => {
  await using site = await siteOf('a.js', 'b.js', 'c.css')
  const tally = nothingDone()
  const bucket = memoryBucket({ 'dist/b.js': stored('x', { etag: 'before' }), 'dist/c.css': stored('content') })
  const changes = [added(fileIn(site, 'a.js')), overwritten(fileIn(site, 'b.js')), reheadered(fileIn(site, 'c.css'))]
  await publish([stage('add', 'files', ...changes)], memoryWorld({ bucket }), { concurrency: 2, tally, refreshes: [] })
  expect(tally).toEqual({ uploaded: 2, headersUpdated: 1, bytesUploaded: 14 })
})

test('each stage is announced with its files and bytes', async () => {
  await using site = await siteOf('a.js', 'b.js')
  const world = memoryWorld()
  const changes = [added(fileIn(site, 'a.js')), added(fileIn(site, 'b.js'))]
  await publish([stage('add', 'new files', ...changes)], world, { concurrency: 2, tally: nothingDone(), refreshes: [] })
  expect(world.log.lines).toEqual(['info: Publishing new files: 2 files, 14 B'])
})

test('never more changes are under way than the concurrency allows', async () => {
  const paths = Array.from({ length: 12 }, (_, at) => `${at}.js`)
  await using site = await siteOf(...paths)
  let [running, most] = [0, 0]
  const bucket = memoryBucket(
    {},
    {
      before: async () => {
        running += 1
        most = Math.max(most, running)
        await settled()
        running -= 1
      },
    },
  )
  const changes = paths.map((path) => added(fileIn(site, path)))
  await publish([stage('add', 'files', ...changes)], memoryWorld({ bucket }), {
    concurrency: 3,
    tally: nothingDone(),
    refreshes: [],
  })
  expect(most).toBeLessThanOrEqual(3)
  expect(bucket.objects.size).toBe(12)
})

describe('a failure', () => {
  test('stops the stages after it', async () => {
    await using site = await siteOf('a.js', 'index.html')
    const bucket = refusing(/put .*a\.js/)
    const stages = [
      stage('add', 'new files', added(fileIn(site, 'a.js'))),
      stage('switch', 'pages', added(fileIn(site, 'index.html'))),
    ]
    await caught(publish(stages, memoryWorld({ bucket }), { concurrency: 8, tally: nothingDone(), refreshes: [] }))
    expect(bucket.asked).toEqual(['put dist/a.js'])
  })

  test('leaves the count of what was done before it', async () => {
    await using site = await siteOf('a.js', 'b.js')
    const tally = nothingDone()
    const changes = [added(fileIn(site, 'a.js')), added(fileIn(site, 'b.js'))]
    const world = memoryWorld({ bucket: refusing(/b\.js/) })
    await caught(publish([stage('add', 'new files', ...changes)], world, { concurrency: 1, tally, refreshes: [] }))
    expect(tally).toMatchObject({ uploaded: 1, bytesUploaded: 7 })
  })

  test('tells every file that failed, and then the state it leaves', async () => {
    await using site = await siteOf('a.js', 'b.js')
    const changes = [added(fileIn(site, 'a.js')), added(fileIn(site, 'b.js'))]
    const world = memoryWorld({ bucket: refusing(/put/) })
    const publishing = publish([stage('add', 'new files', ...changes)], world, {
      concurrency: 2,
      tally: nothingDone(),
      refreshes: [],
    })
    expect(messagesOf(await caught(publishing)).sort()).toEqual([
      'Stopped at new files: visitors see the site as it was. Nothing has to be undone; run again.',
      'no put dist/a.js',
      'no put dist/b.js',
    ])
  })
})

describe('the state that a failure leaves is told as it is', () => {
  const refreshes = [
    { distribution: distribution({ id: 'E1' }), paths: [{ path: '/b.js', reason: 'content changed' }] },
  ]
  const cache =
    'Run again to finish, or deploy the commit before. ' +
    'CloudFront was not told, and answers older files for as long as their Cache-Control says. ' +
    "By hand: aws cloudfront create-invalidation --distribution-id E1 --paths '/b.js'"

  async function stateAfter(pattern: RegExp, stagesOf: (site: TestFolder) => readonly Stage[]): Promise<string> {
    await using site = await siteOf('a.js', 'b.js', 'about.html', 'index.html', 'ngsw.json')
    const bucket = refusing(pattern, {
      'dist/b.js': stored('x', { etag: 'before' }),
      'dist/about.html': stored('content'),
      'dist/ngsw.json': stored('x', { etag: 'before' }),
    })
    const publishing = { concurrency: 1, tally: nothingDone(), refreshes }
    return messagesOf(await caught(publish(stagesOf(site), memoryWorld({ bucket }), publishing))).at(-1) ?? ''
  }

  const stages = (site: TestFolder) => [
    stage('add', 'new files', added(fileIn(site, 'a.js'))),
    stage(
      'switch',
      'changed files and headers',
      reheadered(fileIn(site, 'about.html')),
      overwritten(fileIn(site, 'b.js')),
    ),
    stage('switch', 'pages', added(fileIn(site, 'index.html'))),
  ]

  test.each([
    ['among the new files', /a\.js/, 'Stopped at new files: visitors see the site as it was.'],
    [
      'before the first changed file',
      /headers of/,
      'Stopped at changed files and headers: visitors see the site as it was.',
    ],
    [
      'among the changed files; other headers of a page make no new page',
      /b\.js/,
      `Stopped at changed files and headers: pages are as they were, some of their files are new. ${cache}`,
    ],
    [
      'at the first page',
      /index\.html/,
      `Stopped at pages: pages are as they were, some of their files are new. ${cache}`,
    ],
  ])('%s', async (_, pattern, state) => {
    expect(await stateAfter(pattern, stages)).toContain(state)
  })

  test('at the first page, where nothing else has changed', async () => {
    const state = await stateAfter(/index\.html/, (site) => [
      stage('switch', 'pages', added(fileIn(site, 'index.html'))),
    ])
    expect(state).toContain('Stopped at pages: visitors see the site as it was.')
  })

  test('after the first page', async () => {
    const state = await stateAfter(/index\.html/, (site) => [
      stage('switch', 'pages', added({ ...fileIn(site, 'a.js'), role: 'page' })),
      stage('switch', 'the entry page', added(fileIn(site, 'index.html'))),
    ])
    expect(state).toContain(
      `Stopped at the entry page: some pages are new, and the files that they need are there. ${cache}`,
    )
  })

  test('at the worker’s manifest, when CloudFront has been told already', async () => {
    const state = await stateAfter(/ngsw/, (site) => [
      stage(
        'refresh',
        'service worker manifest',
        overwritten({ ...fileIn(site, 'ngsw.json'), role: 'worker-manifest' }),
      ),
    ])
    expect(state).toBe(
      'Stopped at service worker manifest: the site is new, its service worker does not know of it yet. Run again.',
    )
  })
})
