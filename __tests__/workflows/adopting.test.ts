// The files that the README tells people to write, in a fresh repository: what they deploy is live.

import { afterAll, expect, test } from '@jest/globals'
import { adopting, smallest } from '../docs/support/page.ts'
import { emptied, printed } from './support/adopting.ts'
import { openSite } from './support/site.ts'

const [prod, dev] = ['coltpay.com', 'dev.coltpay.com'] as const
const stage = await openSite('colt-frontend', [prod, dev])
await emptied(stage.folder)
afterAll(() => stage.close())

const page = '<!doctype html><title>Shop</title><script src="main-ABCDEFGH.js"></script>'
const built = 'dist/shop/browser'
const build = `mkdir -p ${built} && cp page.html ${built}/index.html && cp main.js ${built}/main-ABCDEFGH.js`

/** A repository that has nothing but a build. */
const repository = {
  'package.json': JSON.stringify({ name: 'shop', version: '1.0.0', scripts: { build } }),
  'package-lock.json': '{ "name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {} }',
  'page.html': page,
  'main.js': 'document.title += "!"',
}

test.each([
  ['the two files that the README begins with deploy prod', smallest, 'main', 'prod', prod],
  ['those of its three steps deploy dev', adopting, 'develop', 'dev', dev],
])('%s', async (_, { settings, caller }, branch, environment, host) => {
  const run = await stage.happen(
    {
      event: 'push',
      branch,
      files: { ...repository, '.github/workflows/deploy.yml': caller },
      settings: printed(settings, prod),
    },
    { environment, mode: 'deploy', 'github-environment': environment },
  )
  expect(run.errors).toEqual([])
  expect(run.jobs).toEqual({ target: 'success', build: 'success', deploy: 'success' })
  expect(run.outputs.site).toMatchObject({ outcome: 'deployed', verified: 'true' })
  expect(run.roles).toEqual([`colt-frontend-${environment}`])
  expect(await stage.visit(host, '/')).toBe(page)
})
