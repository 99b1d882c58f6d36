// A folder as a bundle: what is in it, as it lies on a real disk.

import { execFileSync } from 'node:child_process'
import { appendFile, chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { readBundle } from '../../../src/beanstalk/read/bundle.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import { caught } from '../../shared/support/caught.ts'
import { folderOf, type TestFolder } from '../../shared/support/folder.ts'
import { recordingLog } from '../../shared/support/log.ts'
import '../../shared/support/node-errors.ts'

/** Windows gives links only to administrators, and knows neither modes nor pipes. */
const posix: typeof test = process.platform === 'win32' ? Object.assign(() => {}, test) : test

const read = (folder: TestFolder, given = '.') => readBundle(given, { workspace: folder.path, log: recordingLog() })
const refused = async (folder: TestFolder, given = '.') =>
  messagesOf(await caught(read(folder, given))).map((message) => message.replaceAll(folder.path, '<workspace>'))
const pathsIn = async (folder: TestFolder) => (await read(folder)).entries.map(({ path }) => path)

describe('in the bundle is', () => {
  test('every file at any depth, dotfiles too, in the order of paths', async () => {
    await using api = await folderOf({
      Procfile: '',
      'dist/main.js': '',
      '.ebextensions/a.config': '',
      'B.txt': '',
      'a.txt': '',
    })
    expect(await pathsIn(api)).toEqual(['.ebextensions/a.config', 'B.txt', 'Procfile', 'a.txt', 'dist/main.js'])
  })

  test('what .gitignore names, because that is what a build writes', async () => {
    await using api = await folderOf({
      '.gitignore': 'dist/\nnode_modules/\n',
      'dist/main.js': '',
      'node_modules/x/i.js': '',
    })
    expect(await pathsIn(api)).toEqual(['.gitignore', 'dist/main.js', 'node_modules/x/i.js'])
  })

  test('what .ebignore leaves, but not .ebignore itself', async () => {
    await using api = await folderOf({
      '.ebignore': '*\n!dist/**\n!Procfile\n',
      Procfile: '',
      'dist/main.js': '',
      'src/main.ts': '',
      'src/.ebignore': '',
    })
    expect(await pathsIn(api)).toEqual(['Procfile', 'dist/main.js'])
  })

  posix('each file with its size, hash and mode: what can only be meant to be run, may be', async () => {
    await using api = await folderOf({
      'main.js': 'four',
      '.platform/hooks/prebuild/01.sh': 'echo',
      'bin/start': '#!/bin/sh\n',
      'bin/tool': 'no sign of being one',
    })
    await chmod(api.at('bin/tool'), 0o700)
    await chmod(api.at('main.js'), 0o666)
    expect((await read(api)).entries).toMatchObject([
      { path: '.platform/hooks/prebuild/01.sh', mode: 0o755 },
      { path: 'bin/start', mode: 0o755, program: { kind: 'script' } },
      { path: 'bin/tool', mode: 0o755 },
      {
        path: 'main.js',
        mode: 0o644,
        size: 4,
        sha256: '04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00',
      },
    ])
  })

  posix('a link as a link, whatever it leads to inside', async () => {
    await using api = await folderOf({ 'releases/1/a.js': '' })
    await symlink('releases/1', api.at('current'))
    await symlink('../a.js', api.at('releases/1/lost'))
    expect((await read(api)).entries).toEqual([
      { kind: 'link', path: 'current', target: 'releases/1' },
      expect.objectContaining({ path: 'releases/1/a.js' }),
      { kind: 'link', path: 'releases/1/lost', target: '../a.js' },
    ])
  })

  test('nothing of history, workflows, settings and secrets, which is told', async () => {
    await using api = await folderOf({
      'a.js': '',
      '.git/HEAD': '',
      '.github/x.yml': '',
      '.elasticbeanstalk/config.yml': '',
      'x/.env': '',
      '.env.prod': '',
      '.npmrc': '',
    })
    await mkdir(api.at('uploads'))
    const log = recordingLog()
    const { entries, leftOut } = await readBundle('.', { workspace: api.path, log })
    expect(entries.map(({ path }) => path)).toEqual(['a.js'])
    expect(leftOut).toEqual(['.elasticbeanstalk/', '.env.prod', '.git/', '.github/', '.npmrc', 'uploads/', 'x/.env'])
    expect(log.told('notice')).toEqual([
      'Not in the bundle: .elasticbeanstalk/, .env.prod, .git/, .github/, .npmrc and 2 more.',
    ])
  })

  test('not what .ebignore names, which is counted', async () => {
    await using api = await folderOf({
      '.ebignore': 'src/\n*.map\n',
      'a.js': '',
      'a.js.map': '',
      'src/a.ts': '',
      'src/b.ts': '',
    })
    const log = recordingLog()
    expect((await readBundle(api.path, { workspace: '/', log })).entries).toHaveLength(1)
    expect(log.told('info')).toEqual(['.ebignore leaves out 2 files and folders.'])
  })
})

test('its size is that of all files, and lints have their texts', async () => {
  await using api = await folderOf({
    Procfile: 'web: node a.js',
    'a.js': '12345',
    '.ebextensions/a.config': 'x',
    'b/Procfile': '',
  })
  const { size, texts } = await read(api)
  expect(size).toBe(20)
  expect(Object.fromEntries(texts)).toEqual({ Procfile: 'web: node a.js', '.ebextensions/a.config': 'x' })
})

test('a text longer than a chunk is read whole, and one beyond all sense not at all', async () => {
  const long = Array.from({ length: 100_000 }, (_, line) => `${line}`).join('\n')
  await using api = await folderOf({ Procfile: long, 'package.json': ' '.repeat(2_000_000) })
  const { texts } = await read(api)
  expect([...texts.keys()]).toEqual(['Procfile'])
  // Told in one word, because a difference of half a million characters takes minutes to print.
  expect(texts.get('Procfile') === long).toBe(true)
})

describe('refused is', () => {
  test('what is not there, or of another kind', async () => {
    await using api = await folderOf({ 'api.tar': '' })
    expect(await refused(api, 'dist')).toEqual([
      'Could not bundle dist: there is no such folder or file (ENOENT). Set bundle to the folder of the built application, or to a .zip, .war or .jar; build it before this step.',
    ])
    expect(await refused(api, 'api.tar')).toEqual([
      'Could not bundle api.tar: it is neither a folder nor a .zip, .war or .jar, which are all that Elastic Beanstalk takes. Set bundle to the folder of the built application.',
    ])
  })

  test('an empty folder, and one of which nothing is left', async () => {
    await using api = await folderOf({ 'x/.ebignore': '*' })
    await mkdir(api.at('empty'))
    expect(await refused(api, 'empty')).toEqual([
      'Could not bundle empty: it holds nothing to bundle. Check the build.',
    ])
    expect(await refused(api, 'x')).toEqual(['Could not bundle x: it holds nothing to bundle. Check the build.'])
  })

  posix('every link that leaves the folder', async () => {
    await using api = await folderOf({ 'api/a.js': '', secret: '' })
    await symlink('../secret', api.at('api/one'))
    await symlink(api.at('api/a.js'), api.at('api/two'))
    expect(await refused(api, 'api')).toEqual([
      'Could not bundle one: it is a link to ../secret, which is not in the bundle. Put the file itself there, make the link a relative one, or name it in .ebignore.',
      'Could not bundle two: it is a link to <workspace>/api/a.js, which is not in the bundle. Put the file itself there, make the link a relative one, or name it in .ebignore.',
    ])
  })

  posix('everything that is no file, with all names that are none', async () => {
    await using api = await folderOf({ 'a\\b.js': '', 'a\nb.js': '' })
    execFileSync('mkfifo', [api.at('pipe')])
    execFileSync('sh', ['-c', `touch "$1/$(printf 'a\\377.js')"`, 'sh', api.path])
    const server = createServer().listen(api.at('socket'))
    try {
      expect((await refused(api)).toSorted()).toEqual(
        [
          'Could not bundle a\\b.js: its name holds a backslash, which is no separator on Linux. Pack the archive with a tool that writes “/”, or let the action do it: set bundle to the folder.',
          'Could not bundle a\nb.js: its name holds a control character. Rename it.',
          'Could not bundle pipe: it is neither a file nor a folder nor a link, but a socket, a device or a pipe. Stop what has made it, remove it, or name it in .ebignore.',
          'Could not bundle socket: the same.',
          'Could not read a\ufffd.js: its name is not valid UTF-8. Rename it.',
        ].toSorted(),
      )
    } finally {
      server.close()
    }
  })

  posix('nothing of that where .ebignore names it', async () => {
    await using api = await folderOf({ '.ebignore': 'pipe\nlink\n', 'a.js': '' })
    execFileSync('mkfifo', [api.at('pipe')])
    await symlink('/etc/passwd', api.at('link'))
    expect(await pathsIn(api)).toEqual(['a.js'])
  })

  test.each<[string, (api: TestFolder) => Promise<void>]>([
    ['grew', (api) => appendFile(api.at('a.js'), 'more')],
    ['shrank', (api) => writeFile(api.at('a.js'), '')],
    ['has other bytes', (api) => writeFile(api.at('a.js'), 'live')],
  ])('a file that %s after it was read, and nothing is left of the archive', async (_, change) => {
    await using api = await folderOf({ 'a.js': 'five' })
    await using into = await folderOf({})
    const bundle = await read(api)
    await change(api)
    expect(messagesOf(await caught(bundle.archive(into.path)))).toEqual([
      'Could not bundle a.js: it changed while it was being bundled. Let the build end before the deploy begins.',
    ])
    expect(await readdir(into.path)).toEqual([])
  })

  test('a file that is gone after it was read', async () => {
    await using api = await folderOf({ 'a.js': 'five' })
    await using into = await folderOf({})
    const bundle = await read(api)
    await rm(api.at('a.js'))
    await expect(bundle.archive(into.path)).rejects.toThrow('Could not read a.js')
  })
})
