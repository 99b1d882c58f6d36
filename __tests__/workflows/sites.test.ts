// The shipped callers and workflows of a site: event × ref × choices → environment, mode, role, outcome, what is live.
// The rows are one story, each on what the rows before it left.

import { afterAll, expect, jest, test } from '@jest/globals'
import { openSite, tiny } from './support/site.ts'
import type { Happening } from './support/stage.ts'

interface Row {
  readonly name: string
  readonly happening: Happening
  /** What `target` prints. */
  readonly target: Readonly<Record<string, string>>
  /** How the jobs end; those that are skipped are not named. */
  readonly jobs: string
  readonly outcome?: string
  /** The roles that are assumed. */
  readonly roles?: readonly string[]
  /** The source of what is live in prod and in dev; `no` where there is no site yet. */
  readonly live: readonly [prod: string, dev: string]
  /** A part of an `::error::` or `::warning::` line, or of the summary. */
  readonly says?: RegExp
}

const prod = { environment: 'prod', role: 'arn:aws:iam::123456789012:role/colt-frontend-prod', account: '123456789012' }
const dev = { environment: 'dev', role: 'arn:aws:iam::123456789012:role/colt-frontend-dev', account: '123456789012' }
const plan = { mode: 'plan', role: 'arn:aws:iam::123456789012:role/colt-frontend-plan', 'github-environment': '' }
const [prodHost, devHost] = ['coltpay.com', 'dev.coltpay.com'] as const

const push = (branch: string, source: string): Happening => ({ event: 'push', branch, files: { 'source.txt': source } })
const choose = (branch: string, inputs: Readonly<Record<string, string | boolean>>): Happening => ({
  event: 'workflow_dispatch',
  branch,
  inputs: { 'allow-older': false, release: '', ...inputs },
})

const rows: readonly Row[] = [
  {
    name: 'a push to main deploys prod',
    happening: push('main', 'A'),
    target: { ...prod, mode: 'deploy', 'github-environment': 'prod', reason: 'A push to main deploys prod.' },
    jobs: 'target build deploy',
    outcome: 'deployed',
    roles: ['colt-frontend-prod'],
    live: ['A for prod', 'no'],
  },
  {
    name: 'a push to develop deploys dev',
    happening: push('develop', 'B'),
    target: { ...dev, mode: 'deploy', 'github-environment': 'dev' },
    jobs: 'target build deploy',
    outcome: 'deployed',
    roles: ['colt-frontend-dev'],
    live: ['A for prod', 'B for dev'],
  },
  {
    name: 'a push to dev deploys dev',
    happening: push('dev', 'C'),
    target: { ...dev, mode: 'deploy', 'github-environment': 'dev' },
    jobs: 'target build deploy',
    outcome: 'deployed',
    roles: ['colt-frontend-dev'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'the same again changes nothing',
    happening: push('dev', 'C'),
    target: { ...dev, mode: 'deploy' },
    jobs: 'target build deploy',
    outcome: 'unchanged',
    roles: ['colt-frontend-dev'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'a push to a branch that is none of any environment ends green',
    happening: { ...push('dev', 'D'), settings: (text) => text.replace('[develop, dev]', '[develop]') },
    target: { environment: '', mode: 'none', role: '', 'needs-build': 'false' },
    jobs: 'target',
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'the next push to main deploys prod',
    happening: push('main', 'E'),
    target: { ...prod, mode: 'deploy' },
    jobs: 'target build deploy',
    outcome: 'deployed',
    roles: ['colt-frontend-prod'],
    live: ['E for prod', 'C for dev'],
  },
  {
    name: 'a plan by hand builds, compares, and writes nothing',
    happening: { ...choose('main', { environment: 'prod', mode: 'plan' }), files: { 'source.txt': 'F' } },
    target: { ...prod, mode: 'plan', 'github-environment': 'prod', 'needs-build': 'true' },
    jobs: 'target build deploy',
    outcome: 'planned',
    roles: ['colt-frontend-prod'],
    live: ['E for prod', 'C for dev'],
  },
  {
    name: 'a plan of a rollback builds nothing, and writes nothing',
    happening: choose('main', { environment: 'prod', mode: 'plan', release: '1' }),
    target: { ...prod, mode: 'plan', release: '1', 'needs-build': 'false' },
    jobs: 'target deploy',
    outcome: 'planned',
    roles: ['colt-frontend-prod'],
    live: ['E for prod', 'C for dev'],
  },
  {
    name: 'a rollback of prod takes back exactly prod, without a build',
    happening: choose('main', { environment: 'prod', mode: 'rollback' }),
    target: { ...prod, mode: 'rollback', 'github-environment': 'prod', 'needs-build': 'false' },
    jobs: 'target deploy',
    outcome: 'rolled-back',
    roles: ['colt-frontend-prod'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'after it deploys of prod are held, and end green',
    happening: push('main', 'G'),
    target: { ...prod, mode: 'deploy' },
    jobs: 'target build deploy',
    outcome: 'held',
    roles: ['colt-frontend-prod'],
    live: ['A for prod', 'C for dev'],
    says: /Deploys are held: octocat rolled back/,
  },
  {
    name: 'they are resumed, without a build',
    happening: choose('main', { environment: 'prod', mode: 'resume' }),
    target: { ...prod, mode: 'resume', 'github-environment': 'prod', 'needs-build': 'false' },
    jobs: 'target deploy',
    outcome: 'resumed',
    roles: ['colt-frontend-prod'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'prod cannot be deployed by hand from another branch than main',
    happening: choose('better', { environment: 'prod', mode: 'deploy' }),
    target: {},
    jobs: 'target failed',
    live: ['A for prod', 'C for dev'],
    says: /Could not deploy prod from better: by hand that may be done from main/,
  },
  {
    name: 'dev can be deployed by hand from any branch',
    happening: { ...choose('better', { environment: 'dev', mode: 'deploy' }), files: { 'source.txt': 'H' } },
    target: { ...dev, mode: 'deploy', 'github-environment': 'dev' },
    jobs: 'target build deploy',
    outcome: 'deployed',
    roles: ['colt-frontend-dev'],
    live: ['A for prod', 'H for dev'],
  },
  {
    name: 'a rollback of dev may run from main',
    happening: choose('main', { environment: 'dev', mode: 'rollback' }),
    target: { ...dev, mode: 'rollback', 'github-environment': 'dev' },
    jobs: 'target deploy',
    outcome: 'rolled-back',
    roles: ['colt-frontend-dev'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'after a build that failed nothing is deployed',
    happening: {
      ...push('main', 'I'),
      settings: (text) => text.replace(/^build: .*$/m, 'build: echo It does not compile; exit 3'),
    },
    target: { ...prod, mode: 'deploy' },
    jobs: 'target build failed',
    live: ['A for prod', 'C for dev'],
    says: /It does not compile/,
  },
  {
    name: 'a build that leaves nothing is told as that',
    happening: {
      ...push('main', 'I'),
      settings: (text) =>
        text
          .replace(/^build: .*$/m, 'build: "true"\n')
          .replace(/^ +bucket: coltpay.com$/m, '$&\n  folder: dist/browser'),
    },
    target: { ...prod, mode: 'deploy', folder: 'dist/browser' },
    jobs: 'target build failed',
    live: ['A for prod', 'C for dev'],
    says: /Could not pack what was built: there is no dist\/browser\./,
  },
  {
    name: 'a role that does not trust this repository is not taken',
    happening: {
      ...push('develop', 'J'),
      settings: (text) => text.replace('role/colt-frontend-dev', 'role/colt-admin-dev'),
    },
    target: { environment: 'dev', role: 'arn:aws:iam::123456789012:role/colt-admin-dev' },
    jobs: 'target build deploy failed',
    roles: ['colt-admin-dev refused'],
    live: ['A for prod', 'C for dev'],
    says: /Not authorized to perform sts:AssumeRoleWithWebIdentity/,
  },
  {
    name: 'a pull request into main is compared with prod, by a role for plans',
    happening: { event: 'pull_request', branch: 'main', files: { 'source.txt': 'K' } },
    target: { ...plan, environment: 'prod' },
    jobs: 'target build plan',
    outcome: 'planned',
    roles: ['colt-frontend-plan'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'a pull request into develop is compared with dev',
    happening: { event: 'pull_request', branch: 'develop', files: { 'source.txt': 'L' } },
    target: { ...plan, environment: 'dev' },
    jobs: 'target build plan',
    outcome: 'planned',
    roles: ['colt-frontend-plan'],
    live: ['A for prod', 'C for dev'],
  },
  {
    name: 'a pull request of a fork is built and shown, and gets no role',
    happening: { event: 'pull_request', branch: 'main', from: 'stranger/colt-frontend' },
    target: { environment: 'prod', mode: 'plan', aws: 'false', role: '' },
    jobs: 'target build plan',
    outcome: 'planned',
    live: ['A for prod', 'C for dev'],
    says: /it comes from a fork, to which GitHub gives no credentials/,
  },
]

const stage = await openSite('colt-frontend', [prodHost, devHost])
afterAll(() => stage.close())
jest.setTimeout(180_000)

test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
  const before = { [prodHost]: stage.content(prodHost), [devHost]: stage.content(devHost) }
  const run = await stage.happen({ ...row.happening, files: { ...tiny, ...row.happening.files } }, row.target)
  expect(run.jobs).toEqual(jobsOf(row.jobs))
  expect(run.exitCode).toBe(row.jobs.endsWith('failed') ? 1 : 0)
  expect(run.outputs.site?.outcome).toBe(row.outcome)
  expect(run.roles).toEqual(row.roles ?? [])
  expect([prodHost, devHost].map(sourceOf)).toEqual(row.live)
  expect([...run.errors, ...run.warnings, run.summary, run.log].join('\n')).toMatch(row.says ?? /./)
  // Nobody else's site is touched, and none by a plan or by a run that did not come to it.
  const changed = [prodHost, devHost].filter(
    (host) => JSON.stringify(stage.content(host)) !== JSON.stringify(before[host]),
  )
  expect(changed).toEqual(
    ['deployed', 'rolled-back'].includes(row.outcome ?? '')
      ? [row.target.environment === 'prod' ? prodHost : devHost]
      : [],
  )
  const written = new Set(run.writes.map((line) => line.split('/')[0]))
  const own = `${row.target.environment === 'prod' ? 'coltfrontendprod' : 'coltfrontenddev'}: `
  expect([...written].filter((line) => line !== undefined && !line.startsWith(own))).toEqual([])
  if (row.target.mode === 'plan') expect(run.writes).toEqual([])
})

test('what a build has hidden, a .well-known, is live', async () => {
  expect(await stage.visit(prodHost, '/.well-known/security.txt')).toContain('Contact:')
})

test('a deploy that fails says why in its log, and what was live stays live', async () => {
  const refuse = stage.aws.intercept(({ operation, key }) =>
    operation === 'PutObject' && key === 'dist/built.txt' ? { status: 403, code: 'AccessDenied' } : undefined,
  )
  const run = await stage.happen(push('main', 'M'), { environment: 'prod', mode: 'deploy' })
  refuse()
  expect(run.jobs).toEqual({ target: 'success', build: 'success', deploy: 'failure' })
  expect(run.outputs.site).toMatchObject({ outcome: 'failed' })
  expect(run.errors.join()).toMatch(
    /^Could not upload \S+\/dist\/built\.txt: AccessDenied\. .*visitors see the site as it was/s,
  )
  expect(sourceOf(prodHost)).toBe('A for prod')
})

test('with prod and dev swapped in the settings file a push to main is not what it was', async () => {
  const swap = (text: string) =>
    text
      .replace(/^prod:/m, 'other:')
      .replace(/^dev:/m, 'prod:')
      .replace(/^other:/m, 'dev:')
  const swapped = stage.happen({ ...push('main', 'N'), settings: swap }, rows[0]?.target ?? {})
  await expect(swapped).rejects.toThrow('environment is “dev”, not “prod”')
  expect([prodHost, devHost].map(sourceOf)).toEqual(['A for prod', 'C for dev'])
})

function sourceOf(host: string): string {
  return stage.content(host)['built.txt']?.trim() ?? 'no'
}

/** `target build failed` → `{ target: 'success', build: 'failure' }` */
function jobsOf(words: string): Readonly<Record<string, string>> {
  const names = words.replace(' failed', '').split(' ')
  const last = words.endsWith(' failed') ? 'failure' : 'success'
  return Object.fromEntries(names.map((name, at) => [name, at === names.length - 1 ? last : 'success']))
}
