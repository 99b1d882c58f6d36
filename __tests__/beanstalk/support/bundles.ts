// Bundles for tests of what is said of them, without a disk.

import type { Bundle, BundleEntry, Lintable, Program, Surroundings } from '../../../src/beanstalk/bundle-model.ts'
import { isLintText } from '../../../src/beanstalk/describe/contents.ts'
import { inOrder } from '../../../src/beanstalk/describe/identity.ts'
import { lintsOf, sentenceOf } from '../../../src/beanstalk/describe/lints.ts'
import { modeOf } from '../../../src/beanstalk/describe/mode.ts'
import { programOf } from '../../../src/beanstalk/describe/program.ts'

/** Files by their paths; a link is written `→ target`. */
export type Tree = Readonly<Record<string, string | Buffer>>

export interface TreeRules {
  readonly source?: Bundle['source']
  readonly modes?: Readonly<Record<string, 0o644 | 0o755>>
}

export function bundleOf(
  tree: Tree,
  { source = 'folder', modes = {} }: TreeRules = {},
): Omit<Lintable, 'surroundings'> {
  const entries = Object.entries(tree).map(([path, content]) => entryOf(path, content, modes[path]))
  const texts = Object.entries(tree).filter(([path]) => isLintText(path))
  return {
    given: source === 'folder' ? 'api' : `api.${source}`,
    source,
    entries: inOrder(entries),
    texts: new Map(texts.map(([path, content]) => [path, String(content)])),
  }
}

function entryOf(path: string, content: string | Buffer, mode: 0o644 | 0o755 | undefined): BundleEntry {
  if (typeof content === 'string' && content.startsWith('→ ')) return { kind: 'link', path, target: content.slice(2) }
  const program: Program | undefined = programOf(Buffer.from(content))
  const size = content.length
  return { kind: 'file', path, mode: mode ?? modeOf(path, program, false), size, sha256: '', program }
}

/** Every lint as `error: …` or `warning: …`. */
export function told(tree: Tree, surroundings: Surroundings = {}, rules: TreeRules = {}): readonly string[] {
  return lintsOf(bundleOf(tree, rules), surroundings).map((lint) => `${lint.level}: ${sentenceOf(lint)}`)
}

/** First bytes of machine code. */
export const binaries = {
  linuxX64: elf(62),
  linuxArm64: elf(183),
  linuxRiscV: elf(243),
  macosX64: macho(0x0100_0007),
  macosArm64: macho(0x0100_000c),
  macosUniversal: fat([0x0100_0007, 0x0100_000c]),
  windowsX64: pe(0x8664),
} as const

function elf(machine: number): Buffer {
  const head = Buffer.alloc(64)
  head.write('\x7fELF\x02\x01\x01', 'latin1')
  head.writeUInt16LE(3, 16)
  head.writeUInt16LE(machine, 18)
  return head
}

function macho(type: number): Buffer {
  const head = Buffer.alloc(32)
  head.writeUInt32LE(0xfeed_facf, 0)
  head.writeUInt32LE(type, 4)
  return head
}

function fat(types: readonly number[]): Buffer {
  const head = Buffer.alloc(8 + types.length * 20)
  head.writeUInt32BE(0xcafe_babe, 0)
  head.writeUInt32BE(types.length, 4)
  for (const [index, type] of types.entries()) head.writeUInt32BE(type, 8 + index * 20)
  return head
}

function pe(machine: number): Buffer {
  const head = Buffer.alloc(256)
  head.write('MZ', 'latin1')
  head.writeUInt32LE(128, 60)
  head.write('PE\0\0', 128, 'latin1')
  head.writeUInt16LE(machine, 132)
  return head
}
