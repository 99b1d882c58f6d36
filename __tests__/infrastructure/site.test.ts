// The built site action with the rights that the template gives its roles: enough for everything, and none too many.

import { afterAll, expect, test } from '@jest/globals'
import type { LocalRole } from '../../local/index.ts'
import { site } from '../e2e/support/stage.ts'
import { liveSite, outcomes } from './support/site-life.ts'
import { type Env, openSites, type Ran, type Sites, siteStack } from './support/sites.ts'
import { commentsOf, type RoleName, rightsOf, take } from './support/template.ts'

const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends) await end()
})

async function open(): Promise<Sites> {
  const sites = await openSites()
  ends.push(() => sites.close())
  return sites
}

const rights = rightsOf(siteStack, 'ProdRole')

/** Rights without which a deploy goes on, and tells so. */
const merelyTold = [
  'BucketTags s3:GetBucketTagging',
  'Distribution cloudfront:GetDistribution',
  'Distribution cloudfront:ListTagsForResource',
  'CachePolicies cloudfront:GetCachePolicy',
]

/** All of them at once: each waits for CloudFront most of its time. Who fails is told by the test that awaits it. */
const whole = { prod: lived('ProdRole', 'prod'), dev: lived('DevRole', 'dev') }
const lacking = new Map(rights.map((right) => [right, lived('ProdRole', 'prod', right)]))
const trespasses = { prod: trespass('ProdRole', 'dev'), dev: trespass('DevRole', 'prod') }
const plans = planned()
await Promise.allSettled([...Object.values(whole), ...lacking.values(), ...Object.values(trespasses), plans])

async function lived(name: RoleName, env: Env, without?: string): Promise<{ role: LocalRole; runs: readonly Ran[] }> {
  const sites = await open()
  const role = take(sites.aws, siteStack, name, without)
  return { role, runs: await liveSite(sites, role, env, without?.split(' ')[1]) }
}

async function trespass(name: RoleName, onto: Env) {
  const sites = await open()
  const ran = await sites.run(take(sites.aws, siteStack, name), onto, 1, { mode: 'deploy' }, site(1))
  return { ran, written: sites.aws.journal.entries.filter(({ changes, status }) => changes && status === 200) }
}

/** A site that has gone back to its first release, so that each mode would have something to do. */
async function planned() {
  const sites = await open()
  const [plan, prod] = [take(sites.aws, siteStack, 'PlanRole'), take(sites.aws, siteStack, 'ProdRole')]
  const deploy = { mode: 'deploy' }
  for (const push of [1, 2]) await sites.run(prod, 'prod', push, deploy, site(push))
  const written = sites.aws.journal.writes().length
  const runs = [
    await sites.run(plan, 'prod', 3, { mode: 'plan' }, site(3)),
    await sites.run(plan, 'dev', 3, { mode: 'plan' }, site(3)),
  ]
  const refused = [
    await sites.run(plan, 'prod', 3, deploy, site(3)),
    await sites.run(plan, 'prod', 3, { mode: 'rollback' }),
  ]
  const tried = sites.aws.journal.writes().slice(written)
  await sites.run(prod, 'prod', 4, { mode: 'rollback' })
  return { plan, runs, tried, refused: [...refused, await sites.run(plan, 'prod', 5, { mode: 'resume' })] }
}

test.each(['prod', 'dev'] as const)('the %s role can do all that the action does, and lacks nothing', async (env) => {
  const { role, runs } = await whole[env]
  expect(runs.map(({ outcome }) => outcome)).toEqual(outcomes)
  expect([...role.wanting]).toEqual([])
  expect(runs.slice(0, -1).map(({ told }) => told)).toEqual(['', '', '', '', ''])
})

test.each(rights)('without %s a run fails, or goes on with less, and names it', async (right) => {
  const { runs } = (await lacking.get(right)) ?? { runs: [] }
  const last = runs.at(-1)
  const told = merelyTold.includes(right) ? last?.told : last?.error
  expect(told).toContain(right.split(' ')[1])
})

test.each(['prod', 'dev'] as const)('the %s role writes nothing into the other environment', async (env) => {
  const { ran, written } = await trespasses[env]
  expect(ran.outcome).toBe('failed')
  expect(ran.error).toContain('AccessDenied')
  expect(written).toEqual([])
})

test('the plan role plans for both environments, and can do nothing else', async () => {
  const { plan, runs, tried, refused } = await plans
  expect(runs.map(({ outcome, told }) => [outcome, told])).toEqual([
    ['planned', ''],
    ['planned', ''],
  ])
  expect(refused.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed'])
  for (const { error } of refused) expect(error).toContain('s3:PutObject')
  expect(tried.filter((line) => !line.endsWith('403 AccessDenied'))).toEqual([])
  expect(rightsOf(siteStack, 'PlanRole').filter((right) => !plan.used.has(right))).toEqual([])
})

test.each([
  ['ProdSite', 'prod'],
  ['DevSite', 'dev'],
] as const)('%s gives no right that is never used without saying when it is', async (policy, env) => {
  const { role } = await whole[env]
  const comments = commentsOf(policy)
  const idle = [...comments].filter(([right]) => !role.used.has(right))
  expect([...comments.keys()].sort()).toEqual([...rights].sort())
  expect(idle.filter(([, comment]) => !comment.startsWith('when '))).toEqual([])
})
