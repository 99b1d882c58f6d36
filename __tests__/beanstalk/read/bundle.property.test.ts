// Whatever a folder holds: the same content is the same bundle, in the same bytes, and other content is another.

import { chmod, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { BundleEntry } from '../../../src/beanstalk/bundle-model.ts'
import { readBundle } from '../../../src/beanstalk/read/bundle.ts'
import { recordingLog } from '../../shared/support/log.ts'
import '../../shared/support/node-errors.ts'
import { readByPython } from '../../support/archives.ts'

type Leaf = { readonly kind: 'file'; readonly content: Uint8Array } | { readonly kind: 'link'; readonly target: string }
type Content = readonly (readonly [path: string, leaf: Leaf])[]

const posix = process.platform !== 'win32'
const log = recordingLog()
let top = ''
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'colt-deploy-test-'))
})
afterAll(() => rm(top, { recursive: true, force: true }))

/** Names that tools have stumbled over, and that hooks and Elastic Beanstalk care about. */
const name = fc.constantFrom(
  'a',
  'B',
  'ä',
  'a b',
  '.b',
  '-r',
  '価格',
  '__proto__',
  '.platform',
  'hooks',
  'prebuild',
  'con$',
  '*',
)
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom('#!/bin/sh\necho\n', 'x'.repeat(3000), '').map((text) => new TextEncoder().encode(text)),
)
const leaf: fc.Arbitrary<Leaf> = posix
  ? fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('file' as const), content }) },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('link' as const), target: fc.constantFrom('a', './B', 'gone', '.') }),
      },
    )
  : fc.record({ kind: fc.constant('file' as const), content })

/** Files in folders: a name of a folder ends in a digit and so is never that of a file. */
const path = fc
  .tuple(fc.array(name, { maxLength: 2 }), name)
  .map(([folders, last]) =>
    [
      ...folders.map((folder) => (folder.startsWith('.') || folder === 'hooks' ? `${folder}` : `${folder}0`)),
      `${last}.x`,
    ].join('/'),
  )
const tree: fc.Arbitrary<Content> = fc.uniqueArray(fc.tuple(path, leaf), {
  minLength: 1,
  maxLength: 6,
  selector: ([at]) => at,
})

interface Machine {
  /** In which order files are written, and when. */
  readonly order: readonly number[]
  readonly time: number
  readonly mode: number
}
const machine: fc.Arbitrary<Machine> = fc.record({
  order: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
  time: fc.integer({ min: 0, max: 2_000_000_000 }),
  // None of them lets anybody run a file, as on Windows or after an artifact was downloaded.
  mode: fc.constantFrom(0o644, 0o600, 0o666, 0o444),
})

let folders = 0
async function written(content: Content, { order, time, mode }: Machine): Promise<string> {
  folders += 1
  const folder = join(top, String(folders))
  const shuffled = content.map((one, index) => ({ one, at: order[index] ?? 0 })).sort((a, b) => a.at - b.at)
  for (const { one } of shuffled) {
    const [at, what] = one
    const location = join(folder, at)
    await mkdir(dirname(location), { recursive: true })
    if (what.kind === 'link') await symlink(what.target, location)
    else {
      await writeFile(location, what.content)
      await chmod(location, mode)
      await utimes(location, time, time)
    }
  }
  return folder
}

async function bundled(content: Content, on: Machine) {
  const bundle = await readBundle(await written(content, on), { workspace: top, log })
  return { bundle, archive: await bundle.archive(top) }
}

const plain: Machine = { order: [], time: 0, mode: 0o644 }
const identityOf = async (content: Content, on = plain) =>
  (await readBundle(await written(content, on), { workspace: top, log })).identity

test('the order in which files are written, their times and lost modes change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(tree, machine, machine, async (content, one, other) => {
      const [first, second] = [await bundled(content, one), await bundled(content, other)]
      expect(second.bundle.identity).toBe(first.bundle.identity)
      expect(second.archive).toEqual(first.archive)
    }),
    { numRuns: 30 },
  )
})

test('an archive read again is the same bundle', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (content) => {
      const { bundle, archive } = await bundled(content, plain)
      const again = await readBundle(archive.path, { workspace: top, log })
      expect(again.entries).toEqual(bundle.entries)
      expect(again.identity).toBe(bundle.identity)
    }),
    { numRuns: 30 },
  )
})

test('one other byte, name, link, mode, or one file more is another bundle', async () => {
  const difference = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('content', 'name', 'more', 'mode'),
    byte: fc.integer({ min: 1, max: 255 }),
  })
  await fc.assert(
    fc.asyncProperty(tree, difference, async (content, { at, kind, byte }) => {
      const before = await identityOf(content)
      const [chosen] = content.slice(at % content.length)
      if (chosen === undefined) return
      const rest = content.filter((one) => one !== chosen)
      const [path, what] = chosen
      const changed: Leaf =
        what.kind === 'link'
          ? { kind: 'link', target: `./${what.target}` }
          : {
              kind: 'file',
              content: Uint8Array.of(...what.content.slice(0, -1), ((what.content.at(-1) ?? 0) + byte) % 256),
            }
      const after: Readonly<Record<string, Content>> = {
        content: [...rest, [path, changed]],
        name: [...rest, [`${path}y`, what]],
        more: [...content, ['more', { kind: 'file', content: new Uint8Array() }]],
        mode: content,
      }
      const executable = { ...plain, mode: 0o755 }
      const runs = before === (await identityOf(content, executable))
      if (kind === 'mode')
        expect(runs).toBe(content.every(([where, one]) => one.kind === 'link' || isRun(where, one.content)))
      else expect(await identityOf(after[kind] ?? [])).not.toBe(before)
    }),
    { numRuns: 30 },
  )
})

/** What may be run whatever the disk says. */
function isRun(path: string, content: Uint8Array): boolean {
  return path.startsWith('.platform/hooks/') || Buffer.from(content).toString('latin1').startsWith('#!')
}

test('Python reads every archive as it was meant', async () => {
  // One call for all of them, because starting Python takes longer than everything else here.
  const read = await Promise.all(fc.sample(tree, 30).map((content) => bundled(content, plain)))
  const seen = readByPython(...read.map(({ archive }) => archive.path))
  for (const [index, { bundle, archive }] of read.entries()) {
    const entries = seen[index]?.map(({ path, mode, size, sha256 }) => ({ path, mode, size, sha256 }))
    expect(entries).toEqual(bundle.entries.map(asPythonSees))
    expect((await readFile(archive.path)).length).toBe(archive.size)
  }
})

function asPythonSees(entry: BundleEntry) {
  return entry.kind === 'file'
    ? { path: entry.path, mode: 0o100000 | entry.mode, size: entry.size, sha256: entry.sha256 }
    : { path: entry.path, mode: 0o120777, size: entry.target.length, sha256: expect.any(String) }
}
