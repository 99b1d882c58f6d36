// What a deploy tool can see of each deployment policy, batch by batch.

import { AbortEnvironmentUpdateCommand } from '@aws-sdk/client-elastic-beanstalk'
import { beforeEach, describe, expect, test } from '@jest/globals'

import { failed } from '../../../local/elasticbeanstalk/index.ts'
import type { EnvironmentOptions, LocalAws, LocalEnvironment } from '../../../local/index.ts'
import { passingLocalAws } from '../passing.ts'
import { type Account, ApplicationName, accountOf, EnvironmentName } from './account.ts'

type Policy = NonNullable<EnvironmentOptions['policy']>

let aws: LocalAws
let account: Account

beforeEach(async () => {
  aws = await passingLocalAws()
  account = accountOf(aws)
})

/** Three instances with v1, a batch of one taking ten seconds. */
async function three(policy: Policy): Promise<LocalEnvironment> {
  const options = { application: ApplicationName, version: 'v1', instances: 3, policy, pace: '10s' } as const
  const made = await aws.beanstalk.create(EnvironmentName, options)
  aws.beanstalk.version(ApplicationName, 'v2')
  return made
}

const seconds = (count: number) => aws.clock.advance(count * 1000)

/** Label and state of every instance now and after each ten seconds, until the environment is ready. */
async function watched({ instances, ...environment }: LocalEnvironment): Promise<string[]> {
  const seen = [said(aws.beanstalk.environment(EnvironmentName))]
  while (aws.beanstalk.environment(environment.name).status !== 'Ready') {
    seconds(10)
    seen.push(said(aws.beanstalk.environment(EnvironmentName)))
  }
  return seen
}

const said = ({ instances }: LocalEnvironment) =>
  instances.map((one) => one.replace(' In Progress', '…').replace(' Failed', '!')).join(' ')

describe('a deployment that goes well', () => {
  test.each<[Policy, string[]]>([
    ['AllAtOnce', ['v2… v2… v2…', 'v2 v2 v2']],
    ['Rolling', ['v2… v1 v1', 'v2 v2… v1', 'v2 v2 v2…', 'v2 v2 v2']],
    ['RollingWithAdditionalBatch', ['v1 v1 v1', 'v2… v1 v1 v2', 'v2 v2… v1 v2', 'v2 v2 v1 v2', 'v2 v2 v2']],
    ['Immutable', ['v1 v1 v1', 'v1 v1 v1 v2', 'v2 v2 v2']],
    ['TrafficSplitting', ['v1 v1 v1', 'v1 v1 v1 v2 v2 v2', 'v2 v2 v2']],
  ])('%s: %j', async (policy, expected) => {
    const environment = await three(policy)
    await account.update('v2')
    expect(await watched(environment)).toEqual(expected)
    expect(await account.state()).toBe('Ready v2 Green')
  })
})

describe('a deployment that fails in the second batch', () => {
  test.each<[Policy, string[], string]>([
    ['Rolling', ['v2… v1 v1', 'v2 v2… v1', 'v2 v2! v1'], 'Red'],
    ['RollingWithAdditionalBatch', ['v1 v1 v1', 'v2… v1 v1 v2', 'v2! v1 v1 v2'], 'Red'],
    ['Immutable', ['v1 v1 v1', 'v1 v1 v1 v2', 'v1 v1 v1'], 'Green'],
    ['TrafficSplitting', ['v1 v1 v1', 'v1 v1 v1 v2 v2 v2', 'v1 v1 v1'], 'Green'],
  ])('%s: %j', async (policy, expected, health) => {
    const environment = await three(policy)
    environment.nextUpdate(failed('It failed.', { afterBatches: 1 }))
    await account.update('v2')
    expect(await watched(environment)).toEqual(expected)
    expect(await account.state()).toBe(`Ready v1 ${health}`)
    expect(await account.events()).toContain('ERROR It failed.')
  })
})

test('all at once, all instances fail together', async () => {
  const environment = await three('AllAtOnce')
  environment.nextUpdate(failed())
  await account.update('v2')
  expect(await watched(environment)).toEqual(['v2… v2… v2…', 'v2! v2! v2!'])
})

test('the same label again puts every instance right', async () => {
  const environment = await three('Rolling')
  environment.nextUpdate(failed('It failed.', { afterBatches: 1 }))
  await account.update('v2')
  await watched(environment)
  await account.update('v1')
  expect(await watched(environment)).toEqual(['v1… v2! v1', 'v1 v1… v1', 'v1 v1 v1…', 'v1 v1 v1'])
  expect(await account.state()).toBe('Ready v1 Green')
})

describe('an update that is aborted returns to the old label', () => {
  const abort = () => account.client.send(new AbortEnvironmentUpdateCommand({ EnvironmentName }))

  test.each<[Policy, string]>([
    ['AllAtOnce', 'v2! v2! v2!'],
    ['Rolling', 'v2 v2! v1'],
    ['Immutable', 'v1 v1 v1'],
  ])('%s leaves %s', async (policy, expected) => {
    const environment = await three(policy)
    await account.update('v2')
    if (policy !== 'AllAtOnce') seconds(10)
    expect((await account.environment()).AbortableOperationInProgress).toBe(true)
    await abort()
    expect([environment.status, (await account.environment()).AbortableOperationInProgress]).toEqual([
      'Aborting',
      false,
    ])
    seconds(10)
    expect([environment.status, environment.label, said(environment)]).toEqual(['Ready', 'v1', expected])
  })

  test('its events are those of the update, and say that the fleet may be mixed', async () => {
    await three('Rolling')
    const request = await account.update('v2')
    seconds(10)
    await abort()
    seconds(10)
    expect((await account.events(request)).slice(-3)).toEqual([
      'INFO Environment update is aborting.',
      expect.stringMatching(
        /^WARN During an aborted deployment, some instances may have deployed the new application version\./,
      ),
      'INFO The environment update was aborted.',
    ])
  })

  test('where nothing goes on, nothing can be aborted', async () => {
    await three('Rolling')
    await expect(abort()).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })
})
