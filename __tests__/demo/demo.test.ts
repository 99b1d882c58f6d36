// The demo itself, started as `npm run demo` starts it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, jest, test } from '@jest/globals'

const root = resolve(import.meta.dirname, '../..')

jest.setTimeout(150_000)

test('the demo shows two releases, the second twice, takes it back, a site of another framework, and an API that breaks and comes back', async () => {
  const { code, output } = await demo()
  const [sites = '', api = ''] = output.split('7. An API goes live')

  expect(outcomesIn(sites)).toEqual([
    'deployed',
    'deployed',
    'planned',
    'deployed',
    'unchanged',
    'rolled-back',
    'held',
    'resumed',
    'deployed',
    'deployed',
  ])
  expect(sites).toContain('6 of its 6 scripts are still served')
  expect(sites.match(/warning.*/gi)).toEqual([expect.stringContaining('Deploys are held')])
  if (existsSync(resolve(root, 'dist/beanstalk'))) expectApi(api)
  expect(code).toBe(0)
})

test('a folder that cannot be deployed ends the demo with the words of the action', async () => {
  const { code, output } = await demo('--folder', 'examples/no-such-build')

  expect(output).toContain(`Error: Could not deploy ${resolve(root, 'examples/no-such-build')}`)
  expect(code).toBe(1)
})

function outcomesIn(output: string): readonly string[] | undefined {
  return output.match(/^ {2}[\w-]+ in [\d.]+ s$/gm)?.map((line) => line.trim().split(' ')[0] ?? '')
}

function expectApi(api: string): void {
  expect(outcomesIn(api)).toEqual(['deployed', 'failed'])
  expect(api).toMatch(
    /its health is Severe \(Red\) for 120 s after Ready: The health address answers: 503\. \S+ is live again\./,
  )
  expect(api.match(/GET \/version: 200 .*"version":"1\.0\.0"/g)).toHaveLength(2)
}

async function demo(...args: readonly string[]) {
  const env = { ...process.env, INIT_CWD: root }
  const child = spawn(process.execPath, [resolve(root, 'demo/index.ts'), ...args], { cwd: root, env })
  const [output, faults, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, output: output + faults }
}
