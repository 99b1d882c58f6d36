// Stage by stage: all of one is done before the next begins, and a failure stops the rest.

import { hash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import type { Stage, Step, Tally, Wave } from '../../../src/site/model.ts'
import { type Publishing, publish } from '../../../src/site/publish/stages.ts'
import { nothingWritten } from '../../../src/site/publish/written.ts'
import { keptName } from '../../../src/site/records/names.ts'
import { caught } from '../../shared/support/caught.ts'
import { moment, settled } from '../../shared/support/moments.ts'
import { added, asset, copied, overwritten, reheadered, removed, restored } from '../support/assets.ts'
import { folderOf, type TestFolder } from '../support/folder.ts'
import { memoryBucket, stored } from '../support/memory-bucket.ts'
import { memoryState } from '../support/memory-state.ts'
import { memoryWorld } from '../support/world.ts'

const stage = (wave: Wave, title: string, ...steps: readonly Step[]): Stage => ({ wave, title, steps })
const nothingDone = (): Tally => ({ uploaded: 0, restored: 0, headersUpdated: 0, deleted: 0, bytesUploaded: 0 })
const publishing = (given: Partial<Publishing> = {}): Publishing => ({
  concurrency: 8,
  tally: nothingDone(),
  written: nothingWritten(),
  verifyLease: async () => {},
  ...given,
})

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
  const published = publish(stages, memoryWorld({ bucket }), publishing())

  await waits.promise
  await settled()
  expect(bucket.asked).not.toContain('put dist/index.html')
  slow.end()
  await published
  expect(bucket.asked.at(-1)).toBe('put dist/index.html')
})

test('what was done is counted: uploads and their bytes, restored files, other headers, deletions; no copies', async () => {
  await using site = await siteOf('a.js', 'b.js')
  const tally = nothingDone()
  const kept = asset({ path: 'd.js' })
  const state = memoryState({ [keptName(kept.sha256)]: stored('content') })
  const before = stored('x', { etag: 'before' })
  const [c, e, f] = [asset({ path: 'c.css' }), asset({ path: 'e.html' }), asset({ path: 'f.css' })]
  const there = Object.fromEntries([c, e, f].map(({ key }) => [key, stored('content')]))
  const bucket = memoryBucket({ ...there, 'dist/b.js': before }, { state })
  const steps = [added(fileIn(site, 'a.js')), overwritten(fileIn(site, 'b.js'))]
  const others = [restored(kept), reheadered(c), removed(e), copied(f)]
  const stages = [stage('add', 'files', ...steps, ...others)]
  await publish(stages, memoryWorld({ bucket }), publishing({ tally }))
  expect(tally).toEqual({ uploaded: 2, restored: 1, headersUpdated: 1, deleted: 1, bytesUploaded: 14 })
})

test('what was written is noted, also what a later stage does not come to', async () => {
  await using site = await siteOf('a.js')
  const [old, gone, file] = [asset({ path: 'old.css' }), asset({ path: 'gone.html' }), fileIn(site, 'a.js')]
  const bucket = refusing(/index/, { [old.key]: stored('content'), [gone.key]: stored('content') })
  const written = nothingWritten()
  const stages = [
    stage('add', 'new files', added(file), copied(old)),
    stage('switch', 'what leaves', removed(gone)),
    stage('switch', 'pages', added(fileIn(site, 'index.html'))),
  ]
  await caught(publish(stages, memoryWorld({ bucket }), publishing({ written })))
  expect(written).toMatchObject({
    etags: new Map([[file.key, file.etag]]),
    removed: new Set([gone.key]),
    kept: [{ key: old.key, sha256: old.sha256 }],
  })
})

describe('visitors may see something', () => {
  const switched = async (...waves: readonly Wave[]): Promise<boolean> => {
    const written = nothingWritten()
    await publish(
      waves.map((wave) => stage(wave, wave)),
      memoryWorld(),
      publishing({ written }),
    )
    return written.hasSwitched
  }

  test.each<[readonly Wave[], boolean]>([
    [[], false],
    [['add'], false],
    [['add', 'add'], false],
    [['switch'], true],
    [['refresh'], true],
    [['add', 'switch'], true],
  ])('once stages of %j have begun: %s', async (waves, expected) => {
    expect(await switched(...waves)).toBe(expected)
  })

  test.each<[Wave, boolean]>([
    ['add', false],
    ['switch', true],
    ['refresh', true],
  ])('where the first request of wave %s fails, because it may have been obeyed: %s', async (wave, expected) => {
    const written = nothingWritten()
    const bucket = refusing(/remove/)
    await caught(publish([stage(wave, 'files', removed(asset()))], memoryWorld({ bucket }), publishing({ written })))
    expect(written.hasSwitched).toBe(expected)
  })

  test('and that they may is not forgotten when a plan is made again', async () => {
    const written = nothingWritten()
    await publish([stage('switch', 'pages')], memoryWorld(), publishing({ written }))
    await publish([stage('add', 'new files')], memoryWorld(), publishing({ written }))
    expect(written.hasSwitched).toBe(true)
  })
})

test('each stage is announced with its files and bytes', async () => {
  await using site = await siteOf('a.js', 'b.js')
  const world = memoryWorld()
  const steps = [added(fileIn(site, 'a.js')), added(fileIn(site, 'b.js'))]
  await publish([stage('add', 'new files', ...steps)], world, publishing())
  expect(world.log.lines).toEqual(['info: Publishing new files: 2 files, 14 B'])
})

test('the largest files of a stage go first', async () => {
  const bodies = { 'a.js': 'a', 'b.js': 'bbb', 'c.js': 'cc', 'd.js': 'ddd' }
  await using site = await folderOf(bodies)
  const bucket = memoryBucket()
  const assets = Object.entries(bodies).map(([path, body]) =>
    asset({ path, location: site.at(path), size: body.length, sha256: hash('sha256', body) }),
  )
  await publish([stage('add', 'new files', ...assets.map(added))], memoryWorld({ bucket }), publishing())
  expect(bucket.asked).toEqual(['put dist/b.js', 'put dist/d.js', 'put dist/c.js', 'put dist/a.js'])
})

test('never more steps are under way than the concurrency allows', async () => {
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
  await publish([stage('add', 'files', ...changes)], memoryWorld({ bucket }), publishing({ concurrency: 3 }))
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
    await caught(publish(stages, memoryWorld({ bucket }), publishing()))
    expect(bucket.asked).toEqual(['put dist/a.js'])
  })

  test('leaves the count of what was done before it', async () => {
    await using site = await siteOf('a.js', 'b.js')
    const tally = nothingDone()
    const changes = [added(fileIn(site, 'a.js')), added(fileIn(site, 'b.js'))]
    const world = memoryWorld({ bucket: refusing(/b\.js/) })
    await caught(publish([stage('add', 'new files', ...changes)], world, publishing({ concurrency: 1, tally })))
    expect(tally).toMatchObject({ uploaded: 1, bytesUploaded: 7 })
  })

  test('tells every file that failed, and then the state it leaves', async () => {
    await using site = await siteOf('a.js', 'b.js')
    const changes = [added(fileIn(site, 'a.js')), added(fileIn(site, 'b.js'))]
    const world = memoryWorld({ bucket: refusing(/put/) })
    const published = publish([stage('add', 'new files', ...changes)], world, publishing())
    expect(messagesOf(await caught(published)).sort()).toEqual([
      'Stopped at new files: visitors see the site as it was. Nothing has to be undone.',
      'no put dist/a.js',
      'no put dist/b.js',
    ])
  })
})

describe('the state that a failure leaves is told as it is', () => {
  async function stateAfter(pattern: RegExp, stagesOf: (site: TestFolder) => readonly Stage[]): Promise<string> {
    await using site = await siteOf('a.js', 'b.js', 'about.html', 'index.html', 'ngsw.json')
    const bucket = refusing(pattern, {
      'dist/b.js': stored('x', { etag: 'before' }),
      'dist/about.html': stored('content'),
      'dist/ngsw.json': stored('x', { etag: 'before' }),
    })
    const published = publish(stagesOf(site), memoryWorld({ bucket }), publishing({ concurrency: 1 }))
    return messagesOf(await caught(published)).at(-1) ?? ''
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
      /b\.js/,
      'Stopped at changed files and headers: visitors see the site as it was.',
    ],
    [
      'among the changed files, of which headers alone come last',
      /headers of/,
      'Stopped at changed files and headers: pages are as they were, some of their files are new.',
    ],
    ['at the first page', /index\.html/, 'Stopped at pages: pages are as they were, some of their files are new.'],
  ])('%s', async (_, pattern, state) => {
    expect(await stateAfter(pattern, stages)).toContain(state)
  })

  test('after other headers of a page, which make no new page', async () => {
    const state = await stateAfter(/headers of dist\/index\.html/, (site) => [
      stage(
        'switch',
        'changed files and headers',
        ...['about.html', 'index.html'].map((path) => reheadered(fileIn(site, path))),
      ),
    ])
    expect(state).toContain(
      'Stopped at changed files and headers: pages are as they were, some of their files are new.',
    )
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
    expect(state).toContain('Stopped at the entry page: some pages are new, and the files that they need are there.')
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
      'Stopped at service worker manifest: the site is new, its service worker does not know of it yet.',
    )
  })

  test('among what leaves, when all that is new is there', async () => {
    const state = await stateAfter(/remove .*b\.js/, (site) => [
      stage('switch', 'the entry page', added(fileIn(site, 'index.html'))),
      stage('switch', 'what leaves', removed(fileIn(site, 'about.html')), removed(fileIn(site, 'b.js'))),
    ])
    expect(state).toBe('Stopped at what leaves: all that is new is there, and some of what leaves is gone.')
  })

  test('with what the run made before its plan was made again', async () => {
    await using site = await siteOf('a.js', 'index.html')
    const written = nothingWritten()
    const bucket = refusing(/a\.js/)
    const first = [stage('switch', 'pages', added(fileIn(site, 'index.html')))]
    await publish(first, memoryWorld({ bucket }), publishing({ written }))
    const again = [stage('add', 'new files', added(fileIn(site, 'a.js')))]
    const error = await caught(publish(again, memoryWorld({ bucket }), publishing({ written })))
    expect(messagesOf(error).at(-1)).toBe(
      'Stopped at new files: some pages are new, and the files that they need are there.',
    )
  })

  test('with copies beside the site, which nobody sees', async () => {
    const state = await stateAfter(/a\.js/, (site) => [
      stage('add', 'new files', copied(fileIn(site, 'about.html')), added(fileIn(site, 'a.js'))),
    ])
    expect(state).toContain('visitors see the site as it was')
  })
})
