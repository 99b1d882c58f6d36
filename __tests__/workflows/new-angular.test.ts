// `ng new`, and then the three steps of the README: the application is live. It needs npm's registry.

import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, jest, test } from '@jest/globals'
import { adopting } from '../docs/support/page.ts'
import { emptied, printed } from './support/adopting.ts'
import { network } from './support/network.ts'
import { openSite } from './support/site.ts'

const [prod, dev] = ['coltpay.com', 'dev.coltpay.com'] as const
const stage = await openSite('colt-frontend', [prod, dev])
afterAll(() => stage.close())
jest.setTimeout(300_000)

const CLI = '@angular/cli@22'

/** The packages of that day: what somebody publishes tomorrow is nothing that this test is about. */
const DAY = '2026-11-20'

/** What `ng new` makes, with a lockfile; the packages themselves are no part of a repository. */
async function newApplication(folder: string): Promise<void> {
  await emptied(folder)
  const options = ['--directory=.', '--defaults', '--skip-git', '--interactive=false']
  await promisify(execFile)('npx', ['--yes', CLI, 'new', 'shop', ...options], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: dirname(process.execPath) + delimiter + process.env.PATH,
      NG_CLI_ANALYTICS: 'false',
      npm_config_before: DAY,
    },
  })
  await rm(join(folder, 'node_modules'), { recursive: true })
}

test('a push to main puts a new Angular application live', async () => {
  await newApplication(stage.folder)
  const run = await stage.happen(
    {
      event: 'push',
      branch: 'main',
      files: { '.github/workflows/deploy.yml': adopting.caller },
      settings: printed(adopting.settings, prod),
      env: network,
    },
    { environment: 'prod', mode: 'deploy', 'github-environment': 'prod' },
  )
  expect([run.errors, run.jobs]).toEqual([[], { target: 'success', build: 'success', deploy: 'success' }])
  expect(run.outputs.site).toMatchObject({ outcome: 'deployed', verified: 'true' })
  const page = await stage.visit(prod, '/any/route')
  const [script = ''] = /main-\w+\.js/.exec(page) ?? []
  expect(page).toContain('<app-root>')
  expect(await stage.visit(prod, `/${script}`)).toContain('Hello')
})
