// The archive of a folder: the same bytes wherever it is written, and read back by others.

import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { archiveTime } from '../../../src/beanstalk/describe/archive-time.ts'
import { readBundle } from '../../../src/beanstalk/read/bundle.ts'
import { CHUNK } from '../../../src/beanstalk/read/file-chunks.ts'
import { FILE, writeZip } from '../../../src/beanstalk/read/zip.ts'
import { folderOf } from '../../shared/support/folder.ts'
import { recordingLog } from '../../shared/support/log.ts'
import '../../shared/support/node-errors.ts'
import { readByPython } from '../../support/archives.ts'

const log = recordingLog()
const posix: typeof test = process.platform === 'win32' ? Object.assign(() => {}, test) : test

/** An API as its repository leaves it to be deployed. */
const exampleApi = {
  Procfile: 'web: node dist/main.js\n',
  'package.json': '{"scripts":{"start":"node dist/main.js"}}\n',
  'dist/main.js': 'console.log("hello")\n'.repeat(40_000),
  'dist/Straße.json': '{}',
  'dist/empty.txt': '',
  '.ebextensions/options.config': 'option_settings: {}\n',
  '.platform/hooks/postdeploy/01.sh': '#!/bin/bash\necho done\n',
  'node_modules/x/cli.js': '#!/usr/bin/env node\n',
  '.ebignore': 'src/\n',
  'src/main.ts': '',
  '.env': 'SECRET=1',
}

const modes: Readonly<Record<string, number>> = {
  '.ebextensions/options.config': 0o100644,
  '.platform/hooks/postdeploy/01.sh': 0o100755,
  Procfile: 0o100644,
  'dist/Straße.json': 0o100644,
  'dist/empty.txt': 0o100644,
  'dist/main.js': 0o100644,
  'node_modules/.bin/x': 0o120777,
  'node_modules/x/cli.js': 0o100755,
  'package.json': 0o100644,
}

describe('read back', () => {
  posix('by Python, the archive holds what the folder holds: sorted, at one time, with modes and links', async () => {
    await using api = await folderOf({ ...exampleApi, 'node_modules/.bin/y': '' })
    await symlink('../x/cli.js', api.at('node_modules/.bin/x'))
    await using into = await folderOf({})
    const bundle = await readBundle(api.path, { workspace: '/', log })
    const archive = await bundle.archive(into.path)
    const [read = []] = readByPython(archive.path)
    const entries = read.filter(({ path }) => path !== 'node_modules/.bin/y')

    expect(Object.fromEntries(entries.map(({ path, mode }) => [path, mode]))).toEqual(modes)
    expect(entries.map(({ path }) => path)).toEqual(Object.keys(modes))
    expect(new Set(entries.map(({ time }) => String(time))).size).toBe(1)
    expect(new Set(entries.map(({ host }) => host))).toEqual(new Set([3]))
    const files = bundle.entries.filter((entry) => entry.kind === 'file')
    expect(entries).toEqual(
      expect.arrayContaining(
        files
          .filter(({ path }) => path !== 'node_modules/.bin/y')
          .map(({ path, size, sha256 }) => expect.objectContaining({ path, size, sha256 })),
      ),
    )
  })

  const unzip = spawnSync('unzip', ['-v']).status === 0 ? posix : Object.assign(() => {}, test)
  unzip('by Info-ZIP, it is the folder again', async () => {
    await using api = await folderOf(exampleApi)
    await symlink('dist/main.js', api.at('main'))
    await using into = await folderOf({})
    const bundle = await readBundle(api.path, { workspace: '/', log })
    execFileSync('unzip', ['-q', (await bundle.archive(into.path)).path, '-d', into.at('out')])
    const again = await readBundle(into.at('out'), { workspace: '/', log })
    expect(again.entries).toEqual(bundle.entries)
    expect(again.identity).toBe(bundle.identity)
  })

  test('by ourselves, it has the identity of the folder', async () => {
    await using api = await folderOf(exampleApi)
    await using into = await folderOf({})
    const bundle = await readBundle(api.path, { workspace: '/', log })
    const archive = await bundle.archive(into.path)
    const ready = await readBundle(archive.path, { workspace: '/', log })
    expect(ready).toMatchObject({
      identity: bundle.identity,
      entries: bundle.entries,
      size: bundle.size,
      source: 'zip',
    })
    expect(await ready.archive(into.path)).toEqual(archive)
  })
})

describe('the same bytes', () => {
  const program = `
    import { readBundle } from ${JSON.stringify(resolve('src/beanstalk/read/bundle.ts'))}
    process.umask(Number(process.argv[3]))
    const quiet = { info() {}, notice() {}, warning() {}, debug() {} }
    const bundle = await readBundle(process.argv[1], { workspace: '/', log: quiet })
    const { size, sha256 } = await bundle.archive(process.argv[2])
    console.log(bundle.identity, size, sha256)
  `
  const machines: readonly (readonly [string, number])[] = [
    ['UTC', 0o022],
    ['America/New_York', 0o077],
    ['Pacific/Apia', 0],
    ['Asia/Kathmandu', 0o027],
  ]

  test('in every time zone and locale, under every umask', async () => {
    await using api = await folderOf(exampleApi)
    await using into = await folderOf({})
    const told = machines.map(([zone, umask]) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program, api.path, into.path, String(umask)], {
        env: { ...process.env, TZ: zone, LC_ALL: zone === 'UTC' ? 'C' : 'tr_TR.UTF-8' },
        encoding: 'utf8',
      }),
    )
    expect(new Set(told).size).toBe(1)
    // Known for good: other bytes for the same content would be uploaded again by every environment.
    expect(told[0]?.trim()).toBe(
      '511fe8034b3a6cbcdda27f76cbea13206d248da7bbfc4c5a649853ac6ebe4349 3311 a978a4b2d2deac5ff1f8db417585d07c6eb4be4a5ebfc35a60c62bb4fe7935f3',
    )
  })

  posix('where a checkout or an artifact has lost the modes', async () => {
    await using api = await folderOf(exampleApi)
    await using into = await folderOf({})
    const before = await (await readBundle(api.path, { workspace: '/', log })).archive(into.path)
    await chmod(api.at('.platform/hooks/postdeploy/01.sh'), 0o444)
    await chmod(api.at('dist/main.js'), 0o666)
    expect(await (await readBundle(api.path, { workspace: '/', log })).archive(into.path)).toEqual(before)
  })
})

test('the time of an archive is one that every time zone has, and differs with the content', () => {
  const zones = ['UTC', 'America/New_York', 'Pacific/Kwajalein', 'Australia/Lord_Howe']
  const program = `
    import { archiveTime } from ${JSON.stringify(resolve('src/beanstalk/describe/archive-time.ts'))}
    for (let day = 0; day < 4000; day += 1) {
      for (const step of [0, 1, 7199]) {
        const time = archiveTime((day + 4000 * step).toString(16).padStart(12, '0'))
        console.log(time.getFullYear(), time.getMonth(), time.getDate(), time.getHours(), time.getMinutes(), time.getSeconds())
      }
    }
  `
  const told = zones.map((zone) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ: zone },
    }).toString(),
  )
  expect(new Set(told).size).toBe(1)
  expect(new Set(told[0]?.trim().split('\n')).size).toBe(12_000)
  expect(archiveTime('ffffffffffff').getFullYear()).toBeLessThan(1991)
})

describe('writing', () => {
  const time = new Date(1985, 3, 5, 12)

  test('files of every size around that of a chunk', async () => {
    const sizes = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]
    const files = sizes.map((size, index) => [`${index}`, Buffer.alloc(size, 'abcdefghi')] as const)
    await using api = await folderOf(Object.fromEntries(files))
    await using into = await folderOf({})
    const archive = await (await readBundle(api.path, { workspace: '/', log })).archive(into.path)
    expect(readByPython(archive.path)[0]?.map(({ size }) => size)).toEqual(sizes)
  })

  test('is given up as soon as the archive is too large, and nothing is left of it', async () => {
    await using into = await folderOf({})
    let asked = 0
    const entry = { path: 'a', mode: FILE | 0o644, size: 1000 * 65_536, chunks: noise }
    function* noise() {
      for (; asked < 1000; asked += 1) yield crypto.getRandomValues(Buffer.alloc(65_536))
    }
    expect(await writeZip(into.at('a.zip'), [entry], { time, most: 1_000_000 })).toBeUndefined()
    expect(asked).toBeLessThan(30)
    await expect(readBundle(into.at('a.zip'), { workspace: '/', log })).rejects.toThrow('ENOENT')
  })

  test('counts the directory, too', async () => {
    await using into = await folderOf({})
    const entries = [{ path: 'a'.repeat(500), mode: FILE | 0o644, size: 0, chunks: () => [] }]
    const whole = await writeZip(join(into.path, 'a.zip'), entries, { time, most: 10_000 })
    expect(whole?.size).toBeGreaterThan(1000)
    expect(await writeZip(into.at('b.zip'), entries, { time, most: (whole?.size ?? 0) - 1 })).toBeUndefined()
    expect(await writeZip(into.at('b.zip'), entries, { time, most: whole?.size ?? 0 })).toEqual(whole)
  })
})
