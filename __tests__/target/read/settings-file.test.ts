// The settings file in the workspace, and the ways in which it is not there.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { readSettingsFile } from '../../../src/target/read/settings-file.ts'

const workspace = await mkdtemp(join(tmpdir(), 'settings-'))
await mkdir(join(workspace, '.github'))
await writeFile(join(workspace, '.github/colt-deploy.yml'), 'prod:\n')
await writeFile(join(workspace, 'long.yml'), '#'.repeat(100_001))
afterAll(() => rm(workspace, { recursive: true, force: true }))

const hint = 'Check out the repository before this step, and name its settings file in the input settings.'

test('it is read from the workspace', async () => {
  await expect(readSettingsFile('.github/colt-deploy.yml', workspace)).resolves.toBe('prod:\n')
})

test.each([
  ['.github/other.yml', 'there is no such file'],
  ['../colt-deploy.yml', 'it lies outside of the workspace'],
  ['/etc/hostname', 'it lies outside of the workspace'],
  ['.github', 'EISDIR: illegal operation on a directory, read'],
  ['long.yml', 'it is longer than 100000 bytes'],
])('%s cannot be read: %s', async (file, why) => {
  await expect(readSettingsFile(file, workspace)).rejects.toThrow(`Could not read ${file}: ${why}. ${hint}`)
})
