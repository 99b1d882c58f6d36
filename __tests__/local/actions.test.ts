// Stand-ins for actions of others lose what the real ones lose, and refuse what the real ones refuse.

import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'

const actions = resolve(import.meta.dirname, '../../local/actions')
const folder = mkdtempSync(join(tmpdir(), 'actions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const artifacts = join(folder, 'artifacts')
const built = join(folder, 'built')
mkdirSync(join(built, '.well-known'), { recursive: true })
writeFileSync(join(built, 'index.html'), 'page')
writeFileSync(join(built, 'hook.sh'), 'hook')
writeFileSync(join(built, '.well-known/security.txt'), 'Contact')
chmodSync(join(built, 'hook.sh'), 0o755)
if (process.platform !== 'win32') symlinkSync('index.html', join(built, 'link.html'))

function step(action: string, inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const output = join(folder, 'output')
  writeFileSync(output, '')
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const { status, stdout } = spawnSync(process.execPath, [join(actions, `${action}.ts`)], {
    env: {
      ...process.env,
      ...Object.fromEntries(given),
      GITHUB_OUTPUT: output,
      GITHUB_ENV: output,
      GITHUB_WORKSPACE: built,
      LOCAL_ARTIFACTS: artifacts,
      ...env,
    },
    encoding: 'utf8',
  })
  return { status, said: stdout, output: readFileSync(output, 'utf8') }
}

const idIn = (output: string): string => /artifact-id=(\d+)/.exec(output)?.[1] ?? ''

test('an artifact loses hidden files, modes and links', () => {
  const id = idIn(step('upload-artifact', { name: 'site', path: built }).output)
  const back = join(folder, 'back')
  step('download-artifact', { 'artifact-ids': id, path: back })
  expect(existsSync(join(back, '.well-known'))).toBe(false)
  expect(statSync(join(back, 'hook.sh')).mode & 0o111).toBe(0)
  expect(readFileSync(join(back, 'index.html'), 'utf8')).toBe('page')
})

test('hidden files travel where they are asked for', () => {
  const id = idIn(step('upload-artifact', { name: 'all', path: built, 'include-hidden-files': 'true' }).output)
  expect(existsSync(join(artifacts, id, '.well-known/security.txt'))).toBe(true)
})

test('a name that is taken is refused, unless it may be taken over', () => {
  step('upload-artifact', { name: 'twice', path: built })
  expect(step('upload-artifact', { name: 'twice', path: built }).said).toContain('(409) Conflict')
  expect(step('upload-artifact', { name: 'twice', path: built, overwrite: 'true' }).status).toBe(0)
})

test.each([
  ['upload-artifact', { name: 'none', path: 'nowhere', 'if-no-files-found': 'error' }, 'No files were found'],
  ['upload-artifact', { name: 'a/b', path: built }, 'name is not valid'],
  ['upload-artifact', { name: 'one', paths: built }, 'Unexpected input'],
  ['download-artifact', { 'artifact-ids': '12', path: folder }, 'None of the provided artifact IDs'],
  ['setup-node', { 'node-version-file': '.nvmrc' }, 'does not exist'],
  ['setup-node', { 'node-version-file': 'index.html' }, 'names no version'],
  ['configure-aws-credentials', { 'aws-region': 'here' }, 'Region is not valid'],
  ['configure-aws-credentials', credentials({ 'role-to-assume': 'admin' }), 'The role is not one'],
  ['configure-aws-credentials', credentials({ 'role-duration-seconds': '60' }), 'cannot last 60 seconds'],
  ['configure-aws-credentials', credentials({ 'role-session-name': 'a b' }), 'The name of the session is not one'],
  ['configure-aws-credentials', credentials({ 'allowed-account-ids': '' }), 'The account is not pinned'],
] as const)('%s with %j fails', (action, inputs, sentence) => {
  const { status, said } = step(action, inputs)
  expect([status, said]).toEqual([1, expect.stringContaining(sentence)])
})

function credentials(also: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const role = 'arn:aws:iam::123456789012:role/site'
  const session = { 'role-session-name': 'deploy', 'role-duration-seconds': '3600' }
  return {
    'aws-region': 'us-east-1',
    'role-to-assume': role,
    'allowed-account-ids': '123456789012',
    ...session,
    ...also,
  }
}
