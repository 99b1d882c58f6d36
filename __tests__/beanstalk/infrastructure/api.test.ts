// The API action with the rights that the template gives its roles: enough for everything, and none too many.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { type LocalAws, type LocalRole, startLocalAws } from '../../../local/index.ts'
import { runAction } from '../../../local/runner.ts'
import { timeLapse } from '../../../local/time-lapse.ts'
import {
  apiParameters,
  commentsOf,
  type RoleName,
  rightsOf,
  stackWith,
  take,
} from '../../infrastructure/support/template.ts'
import { pushVariables, type Setting, type Told } from '../support/stage.ts'
import { type Story, stories, tell, toldIn } from './stories.ts'

const stack = stackWith(apiParameters)
const rights = rightsOf(stack, 'ProdRole')

const ends: (() => unknown)[] = []
afterAll(async () => {
  for (const end of ends.toReversed()) await end()
})

async function open(): Promise<LocalAws> {
  const aws = await startLocalAws()
  ends.push(() => aws.close())
  return aws
}

interface Played {
  readonly aws: LocalAws
  readonly role: LocalRole
  readonly runs: readonly Told[]
}

async function play(story: Story, name: RoleName = 'ProdRole', without?: string): Promise<Played> {
  const aws = await open()
  const role = take(aws, stack, name, without)
  return { aws, role, runs: await tell(story, aws, role, without?.split(':')[1]) }
}

/** Rights without which a deploy goes on, and tells so. */
const merelyTold = [
  'Look elasticbeanstalk:DescribeEnvironmentResources',
  'Update elasticbeanstalk:DescribeConfigurationSettings',
  'Account elasticbeanstalk:DescribeAccountAttributes',
  'Look elasticbeanstalk:DescribeEvents',
  'Look elasticbeanstalk:DescribeEnvironmentManagedActions',
  'OwnVersions elasticbeanstalk:DeleteApplicationVersion',
  'Update elasticbeanstalk:AbortEnvironmentUpdate',
]

const onlyDeploy: Story = {
  name: 'a version goes live',
  outcomes: ['deployed'],
  async *tell(stage) {
    yield await stage.deploy(2)
  },
}

/** Each story with all rights, one after the other: they share the environment of this process. */
const played = new Map<Story, Played>()
for (const story of stories) played.set(story, await play(story))

const firstUse = (right: string): Story | undefined => stories.find((story) => played.get(story)?.role.used.has(right))

describe('the prod role', () => {
  test.each(stories.map((story) => [story.name, story] as const))('lacks nothing: %s', (_, story) => {
    const { runs, role } = played.get(story) ?? { runs: [], role: undefined }
    expect(runs.map(({ outputs }) => outputs.outcome)).toEqual(story.outcomes)
    expect([...(role?.wanting ?? ['no role'])]).toEqual([])
    expect(runs.map(toldIn).join('\n')).not.toMatch(/lacks|needs/)
  })

  test.each(rights.filter((right) => firstUse(right) !== undefined))(
    'without %s fails, or goes on with less, and names it',
    async (right) => {
      const story = firstUse(right)
      if (story === undefined) throw new Error('No story makes use of it.')
      const { runs } = await play(story, 'ProdRole', right)
      const last = runs.at(-1)
      const [, action = ''] = right.split(' ')
      expect(merelyTold.includes(right) ? last && toldIn(last) : last?.error).toContain(action)
    },
  )

  test.each<[string, Setting]>([
    ['is tagged for another environment', { tags: { env: 'dev' } }],
    ['is not tagged', { tags: {} }],
  ])('updates no environment that %s', async (_, setting) => {
    const { aws, runs } = await play({ ...onlyDeploy, setting })
    expect(runs[0]?.error).toContain('elasticbeanstalk:UpdateEnvironment')
    expect(aws.journal.of('UpdateEnvironment').map(({ outcome }) => outcome)).toEqual(['403 AccessDenied'])
  })
})

test('the dev role sees nothing of prod, and writes nothing there', async () => {
  const { aws, runs } = await play(onlyDeploy, 'DevRole')
  expect(runs.map(({ outputs }) => outputs.outcome)).toEqual(['failed'])
  expect(runs[0]?.error).toContain('elasticbeanstalk:DescribeEnvironments')
  expect(aws.journal.writes()).toEqual([])
})

test.each(['ProdApi', 'DevApi'])('%s gives no right that is never used without saying when it is', (policy) => {
  const comments = commentsOf(policy)
  const idle = [...comments].filter(([right]) => firstUse(right) === undefined)
  expect([...comments.keys()].sort()).toEqual([...rights].sort())
  expect(idle.filter(([, comment]) => !comment.startsWith('when '))).toEqual([])
})

test('the built action lives in dev under the dev role: it deploys, plans, rolls back and resumes', async () => {
  const aws = await open()
  const folder = await mkdtemp(join(tmpdir(), 'api-dev-'))
  const lapse = timeLapse(aws, 20)
  ends.push(lapse.end, () => rm(folder, { recursive: true, force: true }))
  aws.buckets.create('bundles-dev')
  await aws.beanstalk.create('api-dev', { application: 'colt-api', version: 'v1', tags: { env: 'dev' } })
  const role = take(aws, stack, 'DevRole')
  const run = async (push: number, mode: string) => {
    const workspace = join(folder, `push-${push}`)
    await mkdir(workspace, { recursive: true })
    await writeFile(join(workspace, 'Procfile'), `web: echo ${push}\n`)
    const own = { application: 'colt-api', environment: 'api-dev', bucket: 'bundles-dev', 'env-tag': 'dev' }
    const inputs = { ...own, mode, ...(mode === 'deploy' || mode === 'plan' ? { bundle: '.' } : {}) }
    const env = { ...role.env, ...lapse.env, ...pushVariables(push), RUNNER_TEMP: folder }
    const { outputs, annotations } = await runAction({ action: 'beanstalk', inputs, env, workspace })
    return [outputs.outcome, ...annotations.error]
  }
  const runs = []
  for (const [push, mode] of [
    [2, 'deploy'],
    [3, 'deploy'],
    [4, 'plan'],
    [5, 'rollback'],
    [6, 'resume'],
  ] as const)
    runs.push(await run(push, mode))
  expect(runs).toEqual([['deployed'], ['deployed'], ['planned'], ['rolled-back'], ['resumed']])
  expect([...role.wanting]).toEqual([])
})
