// The built site as it lies on disk.

import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import { readInputs } from '../../../src/site/read/inputs.ts'
import { readSite } from '../../../src/site/read/site.ts'
import { caught } from '../../shared/support/caught.ts'
import { folderOf } from '../support/folder.ts'
import { memoryWorld } from '../support/world.ts'

const inputs = (given: Readonly<Record<string, string>> = {}) => readInputs({ INPUT_BUCKET: 'shop', ...given })
const build = {
  'dist/index.html': '<script src="main.js"></script>',
  'dist/main.js': 'main',
  'dist/main.js.map': 'map',
  'dist/drafts/one.html': 'draft',
  'dist/.env': 'secret',
}
const withDotfile = { ...build, 'dist/.well-known/one.js.map': 'map' }

test('its files are read, and what is left out is told; their paths are told before', async () => {
  await using workspace = await folderOf(build)
  const world = memoryWorld()
  const told: unknown[] = []
  const { files } = await readSite(inputs(), workspace.path, world, (paths) => told.push(paths, [...world.log.lines]))
  expect(told).toEqual([files.map(({ path }) => path), []])
  expect(files.map(({ path }) => path)).toEqual(['drafts/one.html', 'index.html', 'main.js', 'main.js.map'])
  expect(world.log.lines).toEqual([
    `info: 4 files (43 B) in ${workspace.at('dist')}`,
    'notice: Left out, because they are never deployed: .env',
  ])
})

test.each<[string, Readonly<Record<string, string>>]>([
  ['excluded', { INPUT_EXCLUDE: '**/*.map\ndrafts' }],
  ['purged', { INPUT_PURGE: '**/*.map\ndrafts' }],
  ['excluded or purged', { INPUT_EXCLUDE: '**/*.map', INPUT_PURGE: 'drafts/**' }],
])('what is %s is not deployed, dotfiles included', async (_, given) => {
  await using workspace = await folderOf(withDotfile)
  const { files } = await readSite(inputs(given), workspace.path, memoryWorld())
  expect(files.map(({ path }) => path)).toEqual(['index.html', 'main.js'])
})

test('a folder of which nothing is left is refused: it would take the site down', async () => {
  await using workspace = await folderOf(build)
  const error = await caught(readSite(inputs({ INPUT_EXCLUDE: '**' }), workspace.path, memoryWorld()))
  expect(messagesOf(error)).toEqual([`Could not deploy ${workspace.at('dist')}: no file of it is left to deploy.`])
})

test('files that are not what Angular’s service worker was promised are all told at once', async () => {
  const table = (sha1: string) => JSON.stringify({ hashTable: { '/main.js': sha1 } })
  const sound = { 'dist/index.html': '', 'dist/main.js': 'main', 'dist/ngsw.json': table(sha1Of('main')) }
  await using workspace = await folderOf({
    ...sound,
    'dist/de/main.js': 'main',
    'dist/de/ngsw.json': table(sha1Of('another')),
    'dist/fr/ngsw.json': table(sha1Of('main')),
  })
  const error = await caught(readSite(inputs(), workspace.path, memoryWorld()))
  expect(messagesOf(error)).toEqual([
    expect.stringMatching(/^Could not deploy de\/ngsw.json: .* Changed after the build: de\/main.js/),
    expect.stringMatching(/^Could not deploy fr\/ngsw.json: .* Not deployed: fr\/main.js/),
  ])
})

test('what `exclude` leaves out is missing for the service worker, too', async () => {
  await using workspace = await folderOf({
    'dist/index.html': '',
    'dist/main.js': 'main',
    'dist/ngsw.json': JSON.stringify({ hashTable: { '/main.js': sha1Of('main') } }),
  })
  const error = await caught(readSite(inputs({ INPUT_EXCLUDE: 'main.js' }), workspace.path, memoryWorld()))
  expect(messagesOf(error)).toEqual([expect.stringContaining('Not deployed: main.js')])
})

function sha1Of(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
