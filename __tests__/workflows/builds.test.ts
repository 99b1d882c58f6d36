// A small Angular workspace is really installed and built, in the mode of its environment. It needs npm's registry.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import { network } from './support/network.ts'
import { openSite } from './support/site.ts'

const hosts = { prod: 'admin.coltpay.com', dev: 'admin.dev.coltpay.com' } as const
const stage = await openSite('colt-admin', [hosts.prod, hosts.dev])
afterAll(() => stage.close())
jest.setTimeout(300_000)

const file = resolve(import.meta.dirname, '../../examples/colt-admin/.github/colt-deploy.yml')
const asShipped = /^build: .*$/m.exec(readFileSync(file, 'utf8'))?.[0] ?? ''

test.each([
  ['main', 'prod', 'https://api.coltpay.com'],
  ['develop', 'dev', 'https://api.dev.coltpay.com'],
] as const)('what a push to %s deploys to %s talks to %s', async (branch, environment, api) => {
  const settings = (text: string) => text.replace(/^build: .*$/m, asShipped)
  const run = await stage.happen({ event: 'push', branch, settings, env: network }, { environment })
  expect([run.errors, run.outputs.site?.outcome]).toEqual([[], 'deployed'])
  const files = Object.values(stage.content(hosts[environment])).join('\n')
  expect(new Set(files.match(/https:\/\/api[\w.]*/g))).toEqual(new Set([api]))
})
