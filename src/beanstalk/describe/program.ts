// Whether a file is something that a computer runs, by its first bytes: a script, or machine code and for which machine.

import type { Machine, Program } from '../bundle-model.ts'

/** So many first bytes tell; Windows keeps what it needs behind a greeting for MS-DOS. */
export const HEAD = 1024

export function programOf(head: Buffer): Program | undefined {
  if (head.subarray(0, 2).toString('latin1') === '#!') return { kind: 'script', windowsLineEnd: endsLikeWindows(head) }
  return elf(head) ?? machO(head) ?? portableExecutable(head)
}

/** Linux takes the carriage return for a part of the interpreter's name. */
function endsLikeWindows(head: Buffer): boolean {
  const end = head.indexOf('\n')
  return end > 0 && head[end - 1] === 0x0d
}

type Machines = ReadonlyMap<number, Machine>

const elfMachines: Machines = new Map([
  [62, 'x64'],
  [183, 'arm64'],
])

/** https://man7.org/linux/man-pages/man5/elf.5.html */
function elf(head: Buffer): Program | undefined {
  if (head.length < 20 || head.subarray(0, 4).toString('latin1') !== '\x7fELF') return undefined
  const littleEndian = head[5] === 1
  return binary('linux', [littleEndian ? elfMachines.get(head.readUInt16LE(18)) : undefined])
}

const appleMachines: Machines = new Map([
  [0x0100_0007, 'x64'],
  [0x0100_000c, 'arm64'],
])

/** Apple's format for one machine, or a *universal* file for several; Java's class files share the latter's number. */
function machO(head: Buffer): Program | undefined {
  if (head.length < 8) return undefined
  const magic = head.readUInt32BE(0)
  if (magic === 0xcffa_edfe || magic === 0xcefa_edfe) {
    return binary('macos', [appleMachines.get(head.readUInt32LE(4))])
  }
  const count = head.readUInt32BE(4)
  if (magic !== 0xcafe_babe || count === 0 || count > 20) return undefined
  const places = Array.from({ length: count }, (_, index) => 8 + index * 20).filter((at) => at + 4 <= head.length)
  return binary(
    'macos',
    places.map((at) => appleMachines.get(head.readUInt32BE(at))),
  )
}

const windowsMachines: Machines = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
])

/** https://learn.microsoft.com/en-us/windows/win32/debug/pe-format */
function portableExecutable(head: Buffer): Program | undefined {
  if (head.length < 64 || head.subarray(0, 2).toString('latin1') !== 'MZ') return undefined
  const at = head.readUInt32LE(60)
  if (at + 6 > head.length || head.subarray(at, at + 4).toString('latin1') !== 'PE\0\0') return undefined
  return binary('windows', [windowsMachines.get(head.readUInt16LE(at + 4))])
}

function binary(
  system: Extract<Program, { kind: 'binary' }>['system'],
  machines: readonly (Machine | undefined)[],
): Program {
  return { kind: 'binary', system, machines: machines.map((machine) => machine ?? 'other') }
}
