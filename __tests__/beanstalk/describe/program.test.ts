// What a file is by its first bytes, and which files of a bundle may be run.

import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { Program } from '../../../src/beanstalk/bundle-model.ts'
import { modeOf } from '../../../src/beanstalk/describe/mode.ts'
import { programOf } from '../../../src/beanstalk/describe/program.ts'
import { binaries } from '../support/bundles.ts'

const binary = (system: 'linux' | 'macos' | 'windows', ...machines: ('x64' | 'arm64' | 'other')[]): Program => ({
  kind: 'binary',
  system,
  machines,
})

test.each<[string, Buffer, Program | undefined]>([
  ['a script', Buffer.from('#!/bin/bash\necho\r\n'), { kind: 'script', windowsLineEnd: false }],
  ['a script saved on Windows', Buffer.from('#!/bin/bash\r\necho\r\n'), { kind: 'script', windowsLineEnd: true }],
  ['a script of one line', Buffer.from('#!/bin/true'), { kind: 'script', windowsLineEnd: false }],
  ['a program for Linux on Intel', binaries.linuxX64, binary('linux', 'x64')],
  ['a program for Linux on ARM', binaries.linuxArm64, binary('linux', 'arm64')],
  ['a program for Linux on RISC-V', binaries.linuxRiscV, binary('linux', 'other')],
  ['a program for macOS on Intel', binaries.macosX64, binary('macos', 'x64')],
  ['a program for macOS on ARM', binaries.macosArm64, binary('macos', 'arm64')],
  ['a program for macOS on both', binaries.macosUniversal, binary('macos', 'x64', 'arm64')],
  ['a program for Windows', binaries.windowsX64, binary('windows', 'x64')],
  ['a class of Java, which begins like a program for macOS', Buffer.from('cafebabe00000041001d', 'hex'), undefined],
  ['text', Buffer.from('MZ is a code, too'), undefined],
  ['the beginning of a program', binaries.linuxX64.subarray(0, 8), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s is known', (_, head, program) => {
  expect(programOf(head)).toEqual(program)
})

test('the program that runs this test is one for this machine', () => {
  const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'macos', win32: 'windows' }
  expect(programOf(readFileSync(process.execPath).subarray(0, 1024))).toMatchObject({
    system: systems[process.platform],
    machines: expect.arrayContaining([process.arch]),
  })
})

const script: Program = { kind: 'script', windowsLineEnd: false }

test.each<[string, Program | undefined, boolean, number]>([
  ['app.js', undefined, false, 0o644],
  ['app.js', undefined, true, 0o755],
  ['bin/start', script, false, 0o755],
  ['.platform/hooks/postdeploy/01.sh', undefined, false, 0o755],
  ['.platform/confighooks/predeploy/01.sh', undefined, false, 0o755],
  ['.platform/nginx/conf.d/a.conf', undefined, false, 0o644],
  ['x/.platform/hooks/postdeploy/01.sh', undefined, false, 0o644],
  ['bin/application', binary('linux', 'x64'), false, 0o755],
  ['bin/application.exe', binary('windows', 'x64'), false, 0o644],
  ['build/Release/a.node', binary('linux', 'x64'), false, 0o644],
  ['lib/libvips.so.42.3', binary('linux', 'x64'), false, 0o644],
])('%s (%o, executable on disk: %s) has mode %o', (path, program, executable, mode) => {
  expect(modeOf(path, program, executable)).toBe(mode)
})
