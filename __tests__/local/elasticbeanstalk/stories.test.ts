// One test for each thing that the real service does to a deployment, told as a story and seen through the real SDK.

import { AbortEnvironmentUpdateCommand, DescribeEnvironmentsCommand } from '@aws-sdk/client-elastic-beanstalk'
import { beforeEach, expect, test } from '@jest/globals'

import {
  caughtUp,
  failed,
  health,
  managedUpdate,
  processing,
  processingFails,
  quiet,
  relaunched,
  replaced,
  revertedSilently,
  strayEvent,
  succeeded,
  throttled,
  updating,
} from '../../../local/elasticbeanstalk/index.ts'
import type { EnvironmentOptions, LocalAws } from '../../../local/index.ts'
import { outcomeOf } from '../clients.ts'
import { passingLocalAws } from '../passing.ts'
import { type Account, ApplicationName, accountOf, EnvironmentName } from './account.ts'

let aws: LocalAws
let account: Account

const MUST_BE_READY = `Environment named ${EnvironmentName} is in an invalid state for this operation. Must be Ready.`

beforeEach(async () => {
  aws = await passingLocalAws()
  aws.buckets.create('bundles')
  account = accountOf(aws)
})

/** An environment with v1 live and v2 at hand. */
async function environment(options: Omit<EnvironmentOptions, 'application'> = {}) {
  const made = await aws.beanstalk.create(EnvironmentName, { application: ApplicationName, version: 'v1', ...options })
  await account.create('v2')
  return made
}

const seconds = (count: number) => aws.clock.advance(count * 1000)

test('an update goes on for a while, and ends well with events of its request', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'))
  const request = await account.update('v2')
  seconds(10)
  expect(await account.state()).toBe('Updating v2 Green')
  seconds(10)
  expect([await account.state(), await account.instances()]).toEqual(['Ready v2 Green', ['v2 Deployed']])
  expect(await account.events(request)).toEqual([
    'INFO Environment update is starting.',
    'INFO Environment update completed successfully.',
  ])
})

test('while an update goes on, another one is refused', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'))
  await account.update('v2')
  await expect(account.update('v1')).rejects.toMatchObject({ name: 'InvalidParameterValue', message: MUST_BE_READY })
})

test('the race for an environment that was just Ready can be lost', async () => {
  const { beforeNextUpdate } = await environment()
  beforeNextUpdate(managedUpdate('3m'))
  expect(await account.state()).toBe('Ready v1 Green')
  await expect(account.update('v2')).rejects.toThrow(MUST_BE_READY)
  seconds(180)
  await account.update('v2')
  expect(await account.state()).toBe('Ready v2 Green')
})

test('a deployment that fails leaves the old label on the environment, and its instances off it', async () => {
  const { nextUpdate } = await environment({ instances: 2 })
  nextUpdate(updating('20s'), failed('The engine has failed.'))
  const request = await account.update('v2')
  seconds(20)
  expect([await account.state(), await account.instances()]).toEqual(['Ready v1 Red', ['v2 Failed', 'v2 Failed']])
  expect(await account.events(request)).toEqual([
    'INFO Environment update is starting.',
    'ERROR The engine has failed.',
    expect.stringMatching(
      /^ERROR Unsuccessful command execution on instance id\(s\) 'i-\w+,i-\w+'\. Aborting the operation\.$/,
    ),
    'ERROR Failed to deploy application.',
  ])
})

test('a deployment can be taken back by the service without a word', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'), revertedSilently())
  const request = await account.update('v2')
  seconds(20)
  expect([await account.state(), await account.instances()]).toEqual(['Ready v1 Green', ['v1 Deployed']])
  expect((await account.events(request)).filter((event) => !event.startsWith('INFO'))).toEqual([])
})

test('an ERROR of an older request stands among the events, and is not of ours', async () => {
  const { now } = await environment()
  now(strayEvent('Something else failed.'))
  const request = await account.update('v2')
  expect(await account.events()).toContain('ERROR Something else failed.')
  expect(await account.events(request)).not.toContain('ERROR Something else failed.')
})

test('health can be Yellow at first, and Green later', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'), health('Yellow', '1m'))
  await account.update('v2')
  seconds(20)
  expect(await account.state()).toBe('Ready v2 Yellow')
  seconds(60)
  expect(await account.state()).toBe('Ready v2 Green')
  expect(await account.events()).toEqual(
    expect.arrayContaining([
      'WARN Environment health has transitioned from Ok to Warning.',
      'INFO Environment health has transitioned from Warning to Ok.',
    ]),
  )
})

test('health can be Red for good, until something else is deployed', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'), health('Red'))
  await account.update('v2')
  seconds(3600)
  expect(await account.state()).toBe('Ready v2 Red')
  await account.update('v1')
  expect(await account.state()).toBe('Ready v1 Green')
})

test('who asks too often is throttled', async () => {
  await environment()
  aws.intercept(({ operation }) => (operation === 'DescribeEnvironments' ? throttled : undefined))
  expect(await outcomeOf(account.state())).toBe('400 Throttling')
})

test('without the right to look there are no environments and no events; all else is denied', async () => {
  await environment()
  const allow = aws.beanstalk.deny('DescribeEnvironments', 'DescribeEvents', 'UpdateEnvironment')
  expect([await account.environment(), await account.events()]).toEqual([{}, []])
  await expect(account.update('v2')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(
      'is not authorized to perform: elasticbeanstalk:UpdateEnvironment on resource: arn:',
    ),
  })
  allow()
  expect(await account.state()).toBe('Ready v1 Green')
})

test('a terminated environment of the same name is seen for an hour by who does not say otherwise', async () => {
  const { terminate } = await environment()
  terminate()
  await aws.beanstalk.create(EnvironmentName, { application: ApplicationName, version: 'v3' })
  const named = { EnvironmentNames: [EnvironmentName] }
  const seen = async (more: { IncludeDeleted?: boolean } = {}) => {
    const { Environments = [] } = await account.client.send(new DescribeEnvironmentsCommand({ ...named, ...more }))
    return Environments.map(({ Status, VersionLabel }) => `${Status} ${VersionLabel}`)
  }
  expect(await seen()).toEqual(['Terminated v1', 'Ready v3'])
  expect(await seen({ IncludeDeleted: false })).toEqual(['Ready v3'])
  seconds(3601)
  expect(await seen()).toEqual(['Ready v3'])
  expect(await seen({ IncludeDeleted: true })).toEqual(['Terminated v1', 'Ready v3'])
})

test('a version whose processing fails cannot be deployed, nor can one that is still looked through', async () => {
  await environment()
  aws.beanstalk.nextVersions(processingFails('10s'), processing('10s'))
  await account.create('bad')
  await account.create('good')
  expect(await outcomeOf(account.update('good'))).toBe('400 InvalidParameterValue')
  seconds(10)
  await expect(account.update('bad')).rejects.toThrow("Application version 'bad' is unusable")
  await account.update('good')
  expect(await account.state()).toBe('Ready good Green')
})

test('an update that ends well can leave an instance behind, for a while', async () => {
  const { nextUpdate } = await environment({ instances: 2 })
  nextUpdate(updating('20s'), succeeded({ leaving: 1 }), health('Green'), quiet('2m'), caughtUp())
  await account.update('v2')
  seconds(20)
  expect([await account.state(), await account.instances()]).toEqual(['Ready v2 Green', ['v2 Deployed', 'v1 Deployed']])
  seconds(120)
  expect(await account.instances()).toEqual(['v2 Deployed', 'v2 Deployed'])
})

test('an update that leaves more instances behind than there are replaces none', async () => {
  const { nextUpdate } = await environment({ instances: 3 })
  nextUpdate(updating('20s'), succeeded({ leaving: 4 }))
  await account.update('v2')
  seconds(20)
  expect(await account.instances()).toEqual(Array(3).fill('v1 Deployed'))
})

test('a fleet is mixed after a deployment failed between instances, and auto scaling mixes in the old version', async () => {
  const { nextUpdate } = await environment({ instances: 3, policy: 'Rolling' })
  nextUpdate(replaced(1), updating('20s'), failed(), quiet('1m'), relaunched(1))
  await account.update('v2')
  seconds(20)
  expect(await account.instances()).toEqual(['v2 Deployed', 'v2 Failed', 'v1 Deployed'])
  seconds(60)
  expect(await account.instances()).toEqual(['v2 Failed', 'v1 Deployed', 'v1 Deployed'])
})

test('there may be no more versions than the quota', async () => {
  await environment()
  aws.beanstalk.limitVersions(2)
  expect(await outcomeOf(account.create('v3'))).toBe('400 TooManyApplicationVersionsException')
  expect(aws.beanstalk.versions(ApplicationName)).toEqual(['v1', 'v2'])
})

test('AWS can begin an update of its own, which nobody can abort', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'), quiet('10s'), managedUpdate('5m'))
  const request = await account.update('v2')
  seconds(30)
  const { Status, VersionLabel, AbortableOperationInProgress } = await account.environment()
  expect([Status, VersionLabel, AbortableOperationInProgress]).toEqual(['Updating', 'v2', false])
  const abort = account.client.send(new AbortEnvironmentUpdateCommand({ EnvironmentName }))
  expect(await outcomeOf(abort)).toBe('400 InvalidParameterValue')
  seconds(300)
  expect(await account.state()).toBe('Ready v2 Green')
  expect(await account.events(request)).toHaveLength(2)
})

test('an environment that is scaled to zero is Grey, and takes updates', async () => {
  const { scale } = await environment()
  scale(0)
  expect([await account.state(), await account.instances()]).toEqual(['Ready v1 Grey', []])
  await account.update('v2')
  expect(await account.state()).toBe('Ready v2 Grey')
  scale(1)
  expect([await account.state(), await account.instances()]).toEqual(['Ready v2 Green', ['v2 Deployed']])
})

test('an update can be taken although its answer is lost', async () => {
  const { nextUpdate } = await environment()
  nextUpdate(updating('20s'))
  aws.intercept(({ operation }) => (operation === 'UpdateEnvironment' ? { drop: 'after' } : undefined))
  expect(await outcomeOf(account.update('v2'))).toBe('connection lost')
  expect(await account.state()).toBe('Updating v2 Green')
  await expect(account.update('v2')).rejects.toThrow()
  expect(aws.journal.writes().slice(-2)).toEqual([
    'UpdateEnvironment colt-api-prod v2 dropped after 200',
    'UpdateEnvironment colt-api-prod v2 dropped after 400 InvalidParameterValue',
  ])
})

test('a story of an environment that really runs is refused, and so is a second environment of one name', async () => {
  const { nextUpdate } = await aws.beanstalk.create('real', { application: ApplicationName, run: true })
  expect(() => nextUpdate(failed())).toThrow('real really runs, so no story says how it goes.')
  await environment()
  await expect(environment()).rejects.toThrow(`There is an environment ${EnvironmentName} already.`)
})
