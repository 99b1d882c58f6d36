// An archive that is ready: read as other tools make them, refused where it is damaged or hostile, used as it is.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { readBundle } from '../../../src/beanstalk/read/bundle.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import { caught } from '../../shared/support/caught.ts'
import { folderOf } from '../../shared/support/folder.ts'
import { recordingLog } from '../../shared/support/log.ts'
import '../../shared/support/node-errors.ts'
import { archiveOf, type Packed, python, withEntry } from '../../support/archives.ts'

async function read(archive: Buffer, name = 'api.zip') {
  await using workspace = await folderOf({ [name]: archive })
  return await readBundle(name, { workspace: workspace.path, log: recordingLog() })
}

const refused = async (archive: Buffer) => messagesOf(await caught(read(archive)))
const FILE = 0o100644
const LINK = 0o120777

describe('an archive', () => {
  test('holds files with modes, and links', async () => {
    const bundle = await read(
      archiveOf([
        { path: 'dist/', mode: 0o40755 },
        { path: 'dist/main.js', content: 'four', mode: FILE },
        { path: 'bin/start', content: '#!/bin/sh\n', mode: 0o100700, stored: true },
        { path: 'Procfile', content: 'web: node dist/main.js', mode: 0o644 },
        { path: 'current', content: 'dist', mode: LINK },
      ]),
    )
    expect(bundle).toMatchObject({
      source: 'zip',
      size: 36,
      leftOut: [],
      entries: [
        { kind: 'file', path: 'Procfile', mode: 0o644 },
        { kind: 'file', path: 'bin/start', mode: 0o755, program: { kind: 'script' } },
        { kind: 'link', path: 'current', target: 'dist' },
        { kind: 'file', path: 'dist/main.js', mode: 0o644, size: 4 },
      ],
    })
    expect([...bundle.texts]).toEqual([['Procfile', 'web: node dist/main.js']])
  })

  test('made on Windows has no modes', async () => {
    const { entries } = await read(archiveOf([{ path: 'bin/start', content: '#!/bin/sh\n' }, { path: 'bin/' }]))
    expect(entries).toMatchObject([{ path: 'bin/start', mode: 0o644 }])
  })

  test.each(['war', 'jar', 'WAR'])('may be a .%s', async (ending) => {
    const { source, entries } = await read(archiveOf([{ path: 'WEB-INF/web.xml', mode: FILE }]), `api.${ending}`)
    expect([source, entries.length]).toEqual([ending.toLowerCase(), 1])
  })

  test('is used as it is', async () => {
    const bytes = archiveOf([{ path: 'app.js', content: 'x', mode: FILE }])
    await using workspace = await folderOf({ 'api.zip': bytes })
    await using into = await folderOf({})
    const bundle = await readBundle('api.zip', { workspace: workspace.path, log: recordingLog() })
    expect(await bundle.archive(into.path)).toEqual({
      path: workspace.at('api.zip'),
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    expect(await readFile(workspace.at('api.zip'))).toEqual(bytes)
  })

  test('has the same identity in another order, at another time, compressed otherwise, and with folders', async () => {
    const [a, b] = [
      { path: 'a', content: 'x', mode: FILE },
      { path: 'b', content: 'y', mode: FILE },
    ]
    const one = await read(archiveOf([a, b]))
    const other = await read(archiveOf([{ path: 'c/', mode: 0o40755 }, { ...b, stored: true }, a]))
    expect(other.identity).toBe(one.identity)
    expect((await read(archiveOf([a, { ...b, mode: 0o100755 }]))).identity).not.toBe(one.identity)
  })

  test('made by Python is read', async () => {
    await using workspace = await folderOf({ 'Straße.js': 'four', Procfile: 'web: node Straße.js' })
    const args = ['-m', 'zipfile', '-c', 'api.zip', 'Straße.js', 'Procfile']
    execFileSync(python, args, { cwd: workspace.path, env: { ...process.env, PYTHONUTF8: '1' } })
    const { entries } = await readBundle('api.zip', { workspace: workspace.path, log: recordingLog() })
    expect(entries).toMatchObject([{ path: 'Procfile' }, { path: 'Straße.js', size: 4 }])
  })
})

describe('refused, with all that speaks against it, is an archive', () => {
  test('with names that lead elsewhere', async () => {
    const names = ['../x', 'a/../../x', '/etc/passwd', 'C:/x', 'a\\b', 'a//b', './a', 'a/.', 'a\0b', 'x/..']
    const told = await refused(
      archiveOf([{ path: 'app.js', mode: FILE }, ...names.map((path) => ({ path, mode: FILE }))]),
    )
    expect(told.map((message) => message.split('. ')[0])).toEqual([
      expect.stringContaining('Could not bundle ../x: its name leads out of the folder by “..”'),
      'Could not bundle a/../../x: the same.',
      'Could not bundle /etc/passwd: its name is absolute',
      'Could not bundle C:/x: the same.',
      'Could not bundle a\\b: its name holds a backslash, which is no separator on Linux',
      'Could not bundle a//b: its name has a part that is empty or “.”',
      'Could not bundle ./a: the same.',
      'Could not bundle a/.: the same.',
      'Could not bundle a\0b: its name holds a control character',
      'Could not bundle x/..: the same.',
    ])
  })

  test.each<[string, readonly Packed[], string]>([
    ['twice the same name', [{ path: 'a' }, { path: 'a' }], 'Could not bundle a: the archive has it twice'],
    ['a file below a file', [{ path: 'a' }, { path: 'a/b' }], 'Could not bundle a/b: what should be the folder of it'],
    [
      'a file below a link',
      [{ path: 'b/c' }, { path: 'a', content: 'b', mode: LINK }, { path: 'a/b' }],
      'Could not bundle a/b: what should be',
    ],
    ['a link that leads out', [{ path: 'a', content: '../x', mode: LINK }], 'Could not bundle a: it is a link to ../x'],
    [
      'a link without a target',
      [{ path: 'a', mode: LINK }],
      'Could not bundle a: it is a link whose target has 0 bytes',
    ],
    [
      'a link with a target beyond all bounds',
      [{ path: 'a', content: 'x'.repeat(5000), mode: LINK }],
      'it is a link whose target has 5000 bytes',
    ],
    [
      'a device',
      [{ path: 'a', mode: 0o020644 }],
      'Could not bundle a: it is neither a file nor a folder nor a link (mode 20644)',
    ],
    ['nothing', [], 'Could not bundle api.zip: it holds nothing to bundle'],
    ['nothing but folders', [{ path: 'a/' }], 'Could not bundle api.zip: it holds nothing to bundle'],
  ])('with %s', async (_, entries, message) => {
    const told = await refused(archiveOf(entries.map((entry) => ({ mode: FILE, ...entry }))))
    expect(told).toEqual([expect.stringContaining(message)])
  })

  const whole = archiveOf([{ path: 'a', content: 'x'.repeat(1000), mode: FILE }])
  const two = Buffer.alloc(2)
  const four = (number: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(number)
    return bytes
  }

  test.each<[string, Buffer, string]>([
    ['that is encrypted', withEntry(whole, 'a', 8, Buffer.of(1, 0)), 'Could not bundle a: it is encrypted'],
    [
      'that is compressed in another way',
      withEntry(whole, 'a', 10, Buffer.of(12, 0)),
      'Could not bundle a: it is compressed by method 12',
    ],
    [
      'whose bytes are not those of its checksum',
      withEntry(whole, 'a', 16, four(1)),
      'Could not unpack a: its bytes are not those of its checksum. The archive is damaged',
    ],
    [
      'that unpacks to more than it says',
      withEntry(whole, 'a', 24, four(10)),
      'Could not unpack a: too many bytes in the stream',
    ],
    [
      'that unpacks to less than it says',
      withEntry(whole, 'a', 24, four(2000)),
      'Could not unpack a: not enough bytes in the stream',
    ],
    [
      'whose data is cut off',
      Buffer.concat([whole.subarray(0, 20), whole.subarray(40)]),
      'Could not unpack api.zip: invalid central directory file header signature',
    ],
    [
      'whose end is cut off',
      whole.subarray(0, -10),
      'Could not unpack api.zip: End of central directory record signature not found',
    ],
    ['that is none', Buffer.from('<html>404</html>'), 'Could not unpack api.zip'],
    ['that is empty', two.subarray(2), 'Could not unpack api.zip'],
  ])('%s', async (_, archive, message) => {
    expect(await refused(archive)).toEqual([expect.stringContaining(message)])
  })

  test('whose files together unpack to more than 4 GB, before a byte is unpacked', async () => {
    const files = ['a', 'b', 'c'].map((path) => ({ path, content: 'x', mode: FILE }))
    const bomb = files.reduce(
      (archive, { path }) => withEntry(archive, path, 24, four(2_000_000_000)),
      archiveOf(files),
    )
    expect(await refused(bomb)).toEqual([
      'Could not bundle api.zip: its files have 6.0 GB, and an archive takes 4.3 GB without ZIP64. Leave out what the instances do not need: name it in .ebignore, or build into a folder of its own.',
    ])
  })

  test('of more than 500,000,000 bytes, before a byte is read', async () => {
    await using workspace = await folderOf({})
    await writeFile(workspace.at('api.zip'), '')
    await truncate(workspace.at('api.zip'), 500_000_001)
    const reading = readBundle('api.zip', { workspace: workspace.path, log: recordingLog() })
    await expect(reading).rejects.toThrow(
      'Could not bundle api.zip: the archive has 500,000,001 bytes, and Elastic Beanstalk takes 500,000,000 bytes. Leave out',
    )
  })

  test('of more than 65,535 entries', async () => {
    await using workspace = await folderOf({})
    const program =
      "import zipfile\nwith zipfile.ZipFile('api.zip', 'w') as z:\n for n in range(65536): z.writestr(str(n), b'')"
    execFileSync(python, ['-c', program], { cwd: workspace.path })
    await expect(
      caught(readBundle('api.zip', { workspace: workspace.path, log: recordingLog() })).then(messagesOf),
    ).resolves.toEqual([
      expect.stringContaining(
        'Could not bundle api.zip: it has 65,536 entries, and an archive takes 65,535 entries without ZIP64',
      ),
    ])
  })
})
