// The files of a built site, as they lie on a real disk.

import { execFileSync } from 'node:child_process'
import { link, mkdir, symlink } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import { isNeverDeployed, walk } from '../../../src/site/read/walk.ts'
import { caught } from '../../shared/support/caught.ts'
import '../../shared/support/node-errors.ts'
import { folderOf } from '../support/folder.ts'

const nothing = () => false
/** Windows gives links only to administrators. */
const posix: typeof test = process.platform === 'win32' ? Object.assign(() => {}, test) : test
const pathsOf = async (folder: string, isExcluded: (path: string) => boolean = nothing) =>
  (await walk(folder, isExcluded)).files.map(({ path }) => path)

describe('found are', () => {
  test('all files at any depth, in the order of their paths, with / between the parts', async () => {
    await using site = await folderOf({ 'index.html': '', 'de/at/index.html': '', 'b.js': '', 'a.js': '', 'de/x': '' })
    expect(await pathsOf(site.path)).toEqual(['a.js', 'b.js', 'de/at/index.html', 'de/x', 'index.html'])
  })

  test('place and size of each', async () => {
    await using site = await folderOf({ 'de/a.js': 'four' })
    const { files } = await walk(site.path, nothing)
    expect(files).toEqual([{ path: 'de/a.js', location: site.at('de/a.js'), size: 4 }])
  })

  test('dotfiles and what lies in .well-known', async () => {
    await using site = await folderOf({ '.well-known/security.txt': '', '.nojekyll': '', '.envoy': '' })
    expect(await pathsOf(site.path)).toEqual(['.envoy', '.nojekyll', '.well-known/security.txt'])
  })

  test('names in any script, in the form the disk has', async () => {
    await using site = await folderOf({ 'Straße.html': '', '価格.html': '', 'a b.txt': '' })
    expect(await pathsOf(site.path)).toEqual(['Straße.html', 'a b.txt', '価格.html'])
  })

  test('nothing in an empty folder', async () => {
    await using site = await folderOf({})
    await mkdir(site.at('empty'))
    expect(await walk(site.path, nothing)).toEqual({ files: [], leftOut: [], excluded: 0 })
  })
})

describe('left out, wherever it lies, is', () => {
  test.each([
    ['.git', true],
    ['.github', true],
    ['.svn', true],
    ['.hg', true],
    ['.env', true],
    ['.env.production', true],
    ['.npmrc', true],
    ['.DS_Store', true],
    ['Thumbs.db', true],
    ['desktop.ini', true],
    ['.colt-deploy', true],
    ['.well-known', false],
    ['.environment', false],
    ['env', false],
    ['git', false],
    ['.gitignore', false],
  ])('%s: %s', (name, never) => {
    expect(isNeverDeployed(name)).toBe(never)
  })

  test('and it is named, a folder with a slash at its end and without what is in it', async () => {
    await using site = await folderOf({
      'a.js': '',
      '.git/config': '',
      '.git/HEAD': '',
      'de/.env.local': '',
      '.env': '',
    })
    const { files, leftOut } = await walk(site.path, nothing)
    expect(files.map(({ path }) => path)).toEqual(['a.js'])
    expect([...leftOut].sort()).toEqual(['.env', '.git/', 'de/.env.local'])
  })
})

test('what the caller excludes is counted; of a folder only the folder', async () => {
  await using site = await folderOf({ 'a.js': '', 'a.map': '', 'drafts/1': '', 'drafts/2': '' })
  const { files, excluded } = await walk(site.path, (path) => path === 'drafts' || path.endsWith('.map'))
  expect(files.map(({ path }) => path)).toEqual(['a.js'])
  expect(excluded).toBe(2)
})

describe('a link', () => {
  posix('to a file or folder inside is followed, under its own name', async () => {
    await using site = await folderOf({ 'real/a.js': 'four' })
    await symlink('real', site.at('alias'))
    await symlink('real/a.js', site.at('b.js'))
    const { files } = await walk(site.path, nothing)
    expect(files).toMatchObject([
      { path: 'alias/a.js', location: site.at('real/a.js') },
      { path: 'b.js', location: site.at('real/a.js'), size: 4 },
      { path: 'real/a.js' },
    ])
  })

  posix('to the outside is refused, also to a neighbour whose name begins alike', async () => {
    await using site = await folderOf({ 'dist/index.html': '', 'dist2/secret': '' })
    await symlink('../dist2/secret', site.at('dist/secret'))
    expect(messagesOf(await caught(walk(site.at('dist'), nothing)))).toEqual([
      `Could not deploy secret: it is a link to ${site.at('dist2/secret')}, outside the folder. ` +
        'Copy the file into the build, or exclude the link.',
    ])
  })

  posix('to the outside that is excluded is none of our business', async () => {
    await using site = await folderOf({ 'a.js': '' })
    await symlink('/etc/passwd', site.at('passwd'))
    expect(await pathsOf(site.path, (path) => path === 'passwd')).toEqual(['a.js'])
  })

  posix('to a folder that holds it is refused rather than followed for ever', async () => {
    await using site = await folderOf({ 'de/a.js': '' })
    await symlink('..', site.at('de/up'))
    await symlink('.', site.at('de/here'))
    expect(messagesOf(await caught(walk(site.path, nothing))).sort()).toEqual([
      'Could not deploy de/here: it is a link to a folder that holds it (de). Remove the link.',
      'Could not deploy de/up: it is a link to a folder that holds it (.). Remove the link.',
    ])
  })

  posix('that leads nowhere, and one that leads in a circle, are told with all other faults', async () => {
    await using site = await folderOf({ 'a.js': '' })
    await symlink('gone', site.at('broken'))
    await symlink('circle', site.at('circle'))
    expect(messagesOf(await caught(walk(site.path, nothing))).sort()).toEqual([
      'Could not read broken: it is a link that leads nowhere, or was removed meanwhile (ENOENT). Check the build.',
      'Could not read circle: its links lead in a circle (ELOOP). Check the build.',
    ])
  })

  posix('that is the folder itself is followed', async () => {
    await using site = await folderOf({ 'real/a.js': '' })
    await symlink('real', site.at('dist'))
    expect(await pathsOf(site.at('dist'))).toEqual(['a.js'])
  })

  posix('of the hard kind is a file like any other', async () => {
    await using site = await folderOf({ 'a.js': 'x' })
    await link(site.at('a.js'), site.at('b.js'))
    expect(await pathsOf(site.path)).toEqual(['a.js', 'b.js'])
  })
})

describe('what cannot be deployed is told', () => {
  posix('when it is neither a file nor a folder', async () => {
    await using site = await folderOf({ 'a.js': '' })
    execFileSync('mkfifo', [site.at('pipe')])
    expect(messagesOf(await caught(walk(site.path, nothing)))).toEqual([
      'Could not deploy pipe: it is neither a file nor a folder.',
    ])
  })

  posix('when its name is not valid UTF-8', async () => {
    await using site = await folderOf({})
    execFileSync('sh', ['-c', `touch "$1/$(printf 'a\\377.js')"`, 'sh', site.path])
    expect(messagesOf(await caught(walk(site.path, nothing)))).toEqual([
      'Could not read a\ufffd.js: its name is not valid UTF-8. Rename it.',
    ])
  })
})

posix('a secret is left out under whatever name a link gives it', async () => {
  await using site = await folderOf({ 'index.html': '', '.env': 'KEY=1', '.git/config': 'token' })
  await symlink('.env', site.at('config.txt'))
  await symlink('.git', site.at('history'))
  const { files } = await walk(site.path, () => false)
  expect(files.map(({ path }) => path)).toEqual(['index.html'])
})
