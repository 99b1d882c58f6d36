// What every workflow keeps to, and what no linter asks.

import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly name?: string
  readonly with?: Readonly<Record<string, string>>
}

interface Job {
  readonly uses?: string
  readonly steps?: readonly Step[]
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
}

interface Workflow {
  readonly path: string
  readonly text: string
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const root = resolve(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const workflowAt = (path: string): Workflow => ({ ...parse(read(path)), path, text: read(path) })

const workflows = globSync(['.github/workflows/*.yml', 'examples/*/.github/workflows/*.yml'], { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .map(workflowAt)
const shipped = ['deploy-site', 'deploy-api', 'plan-site'].map((name) => workflowAt(`.github/workflows/${name}.yml`))
const [deploySite, deployApi, planSite] = shipped as [Workflow, Workflow, Workflow]

const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps = [] }) => steps)
const usesIn = ({ text }: Workflow): readonly string[] => text.match(/(?<=^\s*(?:- )?uses: ).+$/gm) ?? []

test('the workflows are found', () => {
  expect(workflows.length).toBeGreaterThan(8)
})

describe.each(workflows.map((workflow) => [workflow.path, workflow] as const))('%s', (_, workflow) => {
  test('pins what others publish by commit, and says its version', () => {
    const others = usesIn(workflow).filter((use) => !use.startsWith('coltpay/colt-deploy'))
    expect(others.filter((use) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual([])
  })

  test('names what lies in this repository by its version, and it is there', () => {
    const ours = usesIn(workflow).filter((use) => use.startsWith('coltpay/colt-deploy'))
    const places = ours.map((use) => {
      const [known, place = ''] = /^coltpay\/colt-deploy(\/[\w./-]+)?@v1$/.exec(use) ?? []
      return known === undefined ? use : place
    })
    const files = places.map((place) => (place.endsWith('.yml') ? place : `${place}/action.yml`))
    // The API action can be taken out whole.
    const missing = files.filter((file) => !existsSync(join(root, file)))
    expect(missing.filter((file) => file !== '/beanstalk/action.yml' || existsSync(join(root, 'beanstalk')))).toEqual(
      [],
    )
  })

  test('puts no expression into a script', () => {
    expect(stepsOf(workflow).filter(({ run = '' }) => run.includes('${{'))).toEqual([])
  })

  test('bounds every job', () => {
    const unbounded = Object.entries(workflow.jobs).filter(([, job]) => !job.uses && !job['timeout-minutes'])
    expect(unbounded.map(([name]) => name)).toEqual([])
  })

  test('gives no right without saying what for, and none to every job', () => {
    expect(workflow.permissions).toEqual({})
    const given = workflow.text.match(/^ +[a-z-]+: (?:read|write)\b.*$/gm) ?? []
    expect(given.filter((line) => !/ # \w/.test(line))).toEqual([])
  })

  test('keeps no token after checking out', () => {
    const checkouts = stepsOf(workflow).filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== (false as unknown))).toEqual([])
  })
})

test('only jobs that deploy or compare can take a role', () => {
  const able = shipped.map(({ jobs }) => Object.keys(jobs).filter((name) => jobs[name]?.permissions?.['id-token']))
  expect(able).toEqual([['deploy'], ['deploy'], ['plan']])
  expect(workflowAt('.github/workflows/build.yml').text).not.toContain('id-token')
})

test('an API has two and a half hours: one to update, one to return', () => {
  expect(deployApi.jobs.deploy?.['timeout-minutes']).toBe(150)
})

test('no deploy is cancelled by one that waits', () => {
  expect(shipped.map(({ concurrency }) => concurrency)).toEqual([undefined, undefined, undefined])
})

test('what was built is checked and unpacked by the same words everywhere', () => {
  const unpack = shipped.map((one) => stepsOf(one).find(({ name }) => name === 'Check and unpack what was built'))
  expect(unpack[0]?.run).toContain('sha256')
  expect(unpack).toEqual([unpack[0], unpack[0], unpack[0]])
})

describe('every setting reaches the action that it is for', () => {
  const inputsOf = (path: string): readonly string[] => Object.keys(parse(read(path)).inputs)
  const givenTo = (workflow: Workflow, uses: string) =>
    Object.keys(stepsOf(workflow).find((step) => step.uses === uses)?.with ?? {})

  test('of a site, but for what only a plan takes', () => {
    const own = inputsOf('action.yml').filter((name) => !['github-token', 'compare'].includes(name))
    expect(givenTo(deploySite, 'coltpay/colt-deploy@v1').sort()).toEqual([...own].sort())
  })

  test('of a plan, but for what only a deploy or a rollback takes', () => {
    const chosen = ['github-token', 'release', 'allow-older', 'verify-headers']
    const own = inputsOf('action.yml').filter((name) => !chosen.includes(name))
    expect(givenTo(planSite, 'coltpay/colt-deploy@v1').sort()).toEqual([...own].sort())
  })

  if (existsSync(join(root, 'beanstalk/action.yml')))
    test('of an API', () => {
      const own = inputsOf('beanstalk/action.yml').filter((name) => name !== 'github-token')
      expect(givenTo(deployApi, 'coltpay/colt-deploy/beanstalk@v1').sort()).toEqual([...own].sort())
    })
})

test.each(['colt-frontend', 'colt-admin', 'colt-api'])('%s calls in at most 45 lines', (name) => {
  const lines = read(`examples/${name}/.github/workflows/deploy.yml`).trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(45)
})

test('one site calls as the other does', () => {
  for (const file of ['deploy', 'plan']) {
    const [one, other] = ['colt-frontend', 'colt-admin'].map((name) =>
      read(`examples/${name}/.github/workflows/${file}.yml`),
    )
    expect(one).toBe(other)
  }
})
