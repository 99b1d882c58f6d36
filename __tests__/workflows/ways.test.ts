// The way from the build to the deploy: what was built arrives as it was built, or nothing is deployed.

import { afterAll, expect, jest, test } from '@jest/globals'
import { openSite, tiny } from './support/site.ts'
import type { Happened, Happening } from './support/stage.ts'

const host = 'admin.coltpay.com'
const stage = await openSite('colt-admin', [host, 'admin.dev.coltpay.com'])
afterAll(() => stage.close())
jest.setTimeout(180_000)

const page = '<!doctype html><title>Admin</title>'

/** Pushes to main what that script builds; the script is the `build.sh` of the commit. */
async function push(script: string, also: Partial<Happening> = {}): Promise<Happened> {
  const settings = (text: string) => text.replace(/^build: .*$/m, 'build: bash build.sh {environment}')
  const files = {
    ...tiny,
    'build.sh': `set -e\nmkdir -p dist/browser\necho '${page}' >dist/browser/index.html\n${script}\n`,
  }
  return await stage.happen(
    { event: 'push', branch: 'main', files, settings, ...also },
    { environment: 'prod', mode: 'deploy' },
  )
}

/** Nothing came so far that a role was needed. */
function expectRefused(run: Happened, sentence: RegExp): void {
  expect(run.jobs).toEqual({ target: 'success', build: 'success', deploy: 'failure' })
  expect(run.log).toMatch(sentence)
  expect([run.roles, run.writes]).toEqual([[], []])
}

test('dotfiles and links arrive, and the command knows its environment', async () => {
  const script =
    'cd dist/browser; mkdir .well-known; echo $1 >.well-known/security.txt; ln -s .well-known/security.txt contact.txt'
  const run = await push(script)
  expect(run.outputs.site).toMatchObject({
    outcome: 'deployed',
    verified: 'true',
    url: expect.stringContaining('http'),
  })
  expect(stage.content(host)).toEqual({
    'index.html': `${page}\n`,
    '.well-known/security.txt': 'prod\n',
    'contact.txt': 'prod\n',
  })
})

test('a folder that the settings name is all that travels', async () => {
  const settings = (text: string) =>
    text
      .replace(/^build: .*$/m, 'build: bash build.sh {environment}')
      .replace(/^ +bucket: admin.coltpay.com$/m, '$&\n  folder: dist/browser')
  const run = await push('ln -s /etc/hostname outside; echo Two >>dist/browser/index.html', { settings })
  expect(run.outputs.site).toMatchObject({ outcome: 'deployed', uploaded: '1' })
})

test('other bytes than those that were built are refused', async () => {
  const run = await push('', { env: { LOCAL_ARTIFACTS_SPOILED: 'true' } })
  expectRefused(run, /::error::Could not unpack the build: its SHA-256 is [0-9a-f]{64}, and [0-9a-f]{64} was built\./)
})

test('a link that leaves the workspace is refused', async () => {
  const run = await push('ln -s /etc/hostname dist/browser/name.txt')
  expectRefused(run, /::error::Could not unpack the build: '?\S*dist\/browser\/name\.txt'? .*link/)
})

test('a path that leaves the workspace is refused, as a build makes one that puts its own tar in the way', async () => {
  const tar = `#!/bin/sh\n/usr/bin/env PATH=/usr/bin:/bin tar --absolute-names --transform 's,^./dist/browser/index.html,../../evil.html,' "$@"\n`
  const run = await push(
    `mkdir bin; cat >bin/tar <<'END'\n${tar}END\nchmod +x bin/tar; echo "$PWD/bin" >>"$GITHUB_PATH"`,
  )
  expectRefused(run, /::error::Could not unpack the build: '\.\.\/\.\.\/evil\.html' .*outside/)
})

test('a failure of the build is not hidden by what comes after it in the command', async () => {
  const settings = (text: string) => text.replace(/^build: .*$/m, 'build: "false; true"')
  const run = await push('', { settings })
  expect(run.jobs).toEqual({ target: 'success', build: 'failure' })
})

test.each([
  ['.nvmrc', { '.node-version': undefined, '.nvmrc': '24\n' }, /Node by \.nvmrc, cache: npm/],
  ['package.json', { '.nvmrc': undefined, ...engines('>=22') }, /Node by package\.json, cache: npm/],
  ['no file', tiny, /::warning::No file says which Node builds this repository.*Write \.node-version\./],
])('the version of Node by %s', async (_, files, said) => {
  const settings = (text: string) => text.replace(/^build: .*$/m, 'build: "false"')
  const happening = { event: 'push', branch: 'main', files: { ...tiny, ...files }, settings } as const
  const run = await stage.happen(happening, { environment: 'prod' })
  expect(run.jobs).toEqual({ target: 'success', build: 'failure' })
  expect(run.log).toMatch(said)
})

function engines(node: string) {
  return { 'package.json': JSON.stringify({ name: 'site', version: '1.0.0', engines: { node } }) }
}
