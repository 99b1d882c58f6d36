// The shipped caller and workflow of an API: event × ref × choices → environment, mode, role, outcome, what answers.
// The rows are one story, each on what the rows before it left.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import { readByPython } from '../support/archives.ts'
import { openApi } from './support/api.ts'
import type { Happening } from './support/stage.ts'

interface Row {
  readonly name: string
  readonly happening: Happening
  readonly target: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, string>>
  readonly outcome: string | undefined
  readonly roles: readonly string[]
  /** The versions that answer in prod and in dev; `none` where nothing of ours does. */
  readonly live: readonly [prod: string, dev: string]
  readonly says?: RegExp
}

const stage = await openApi()
afterAll(() => stage.close())
jest.setTimeout(180_000)

const ofProd = {
  environment: 'prod',
  role: 'arn:aws:iam::123456789012:role/colt-api-prod',
  'api-environment': 'colt-api-prod',
}
const ofDev = {
  environment: 'dev',
  role: 'arn:aws:iam::123456789012:role/colt-api-dev',
  'api-environment': 'colt-api-dev',
}
const all = { target: 'success', build: 'success', deploy: 'success' }
const unbuilt = { target: 'success', deploy: 'success' }

function push(branch: string, version: string, files: Happening['files'] = {}): Happening {
  const described = JSON.stringify({ name: 'colt-api', version, type: 'module', scripts: { test: 'node --test' } })
  return { event: 'push', branch, files: { 'package.json': described, 'src/preflight.js': '', ...files } }
}

function choose(branch: string, environment: string, mode: string): Happening {
  return {
    event: 'workflow_dispatch',
    branch,
    inputs: { environment, mode, 'version-label': '', 'allow-older': false },
  }
}

const rows: readonly Row[] = [
  {
    name: 'a push to main deploys prod',
    happening: push('main', '1.0.0'),
    target: { ...ofProd, mode: 'deploy', 'github-environment': 'prod', bucket: 'colt-api-prod-bundles' },
    jobs: all,
    outcome: 'deployed',
    roles: ['colt-api-prod'],
    live: ['1.0.0', 'none'],
  },
  {
    name: 'a push to develop deploys dev',
    happening: push('develop', '1.1.0'),
    target: { ...ofDev, mode: 'deploy', 'github-environment': 'dev' },
    jobs: all,
    outcome: 'deployed',
    roles: ['colt-api-dev'],
    live: ['1.0.0', '1.1.0'],
  },
  {
    name: 'the next push to main deploys prod',
    happening: push('main', '2.0.0'),
    target: { ...ofProd, mode: 'deploy' },
    jobs: all,
    outcome: 'deployed',
    roles: ['colt-api-prod'],
    live: ['2.0.0', '1.1.0'],
  },
  {
    name: 'a version that cannot start fails its job, says why, and leaves what ran before',
    happening: push('main', '3.0.0', { 'src/preflight.js': 'console.error("There is no store."); process.exit(1)\n' }),
    target: { ...ofProd, mode: 'deploy' },
    jobs: { ...all, deploy: 'failure' },
    outcome: 'failed',
    roles: ['colt-api-prod'],
    live: ['2.0.0', '1.1.0'],
    says: /^Could not deploy \S+ to colt-api-prod: AWS reports ERROR: /m,
  },
  {
    name: 'a rollback of prod takes back exactly prod, without a build',
    happening: choose('main', 'prod', 'rollback'),
    target: { ...ofProd, mode: 'rollback', 'github-environment': 'prod', 'needs-build': 'false' },
    jobs: unbuilt,
    outcome: 'rolled-back',
    roles: ['colt-api-prod'],
    live: ['1.0.0', '1.1.0'],
  },
  {
    name: 'after it deploys of prod are held, and end green',
    happening: push('main', '4.0.0'),
    target: { ...ofProd, mode: 'deploy' },
    jobs: all,
    outcome: 'held',
    roles: ['colt-api-prod'],
    live: ['1.0.0', '1.1.0'],
    says: /Deploys are held: octocat rolled back/,
  },
  {
    name: 'they are resumed, without a build',
    happening: choose('main', 'prod', 'resume'),
    target: { ...ofProd, mode: 'resume', 'needs-build': 'false' },
    jobs: unbuilt,
    outcome: 'resumed',
    roles: ['colt-api-prod'],
    live: ['1.0.0', '1.1.0'],
  },
  {
    name: 'after tests that failed nothing is deployed',
    happening: push('main', '5.0.0', { 'test/wrong.test.js': 'throw new Error("It is wrong.")\n' }),
    target: { ...ofProd, mode: 'deploy', build: 'npm test' },
    jobs: { target: 'success', build: 'failure' },
    outcome: undefined,
    roles: [],
    live: ['1.0.0', '1.1.0'],
    says: /It is wrong\./,
  },
]

test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
  const run = await stage.happen(row.happening, row.target)
  const said = [...run.errors, ...run.warnings, run.log].join('\n')
  expect([run.jobs, run.outputs.api?.outcome]).toEqual([row.jobs, row.outcome])
  expect(run.exitCode).toBe(Object.values(row.jobs).includes('failure') ? 1 : 0)
  expect(run.roles).toEqual(row.roles)
  expect(await Promise.all([versionOf('prod'), versionOf('dev')])).toEqual(row.live)
  expect(said).toMatch(row.says ?? /./)
  const own = row.target.environment === 'prod' ? 'coltapiprod: ' : 'coltapidev: '
  expect(run.writes.filter((line) => !line.startsWith(own))).toEqual([])
})

test('.ebextensions, hooks and their right to be executed come from the repository into the bundle', async () => {
  const place = join(stage.folder, '..', 'bundle.zip')
  await writeFile(place, stage.bundle('dev'))
  const modes = Object.fromEntries(
    readByPython(place)
      .flat()
      .map(({ path, mode }) => [path, mode & 0o777]),
  )
  expect(modes).toMatchObject({
    '.ebextensions/health.config': 0o644,
    '.platform/hooks/predeploy/10-preflight.sh': 0o755,
    '.platform/hooks/postdeploy/10-healthy.sh': 0o755,
    Procfile: 0o644,
  })
  expect(Object.keys(modes).filter((path) => /^(?:\.git|\.github|test)\//.test(path))).toEqual([])
})

test('an environment that is switched off is skipped where the settings say so', async () => {
  stage.environments.dev.terminate()
  const run = await stage.happen(push('dev', '6.0.0', { 'test/wrong.test.js': undefined }), {
    ...ofDev,
    mode: 'deploy',
    'when-absent': 'skip',
  })
  expect([run.jobs, run.outputs.api?.outcome]).toEqual([all, 'absent'])
})

async function versionOf(environment: 'prod' | 'dev'): Promise<string> {
  const answer = await fetch(`${stage.environments[environment].url}/version`).catch(() => undefined)
  return answer?.ok ? JSON.parse(await answer.text()).version : 'none'
}
