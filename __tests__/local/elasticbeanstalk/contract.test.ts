// What Elastic Beanstalk answers to each operation, seen through its own SDK.

import {
  CreateApplicationVersionCommand,
  type CreateApplicationVersionCommandInput,
  CreateEnvironmentCommand,
  CreateStorageLocationCommand,
  DeleteApplicationVersionCommand,
  DescribeAccountAttributesCommand,
  DescribeApplicationsCommand,
  DescribeApplicationVersionsCommand,
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentHealthCommand,
  DescribeEnvironmentManagedActionsCommand,
  DescribeEnvironmentResourcesCommand,
  DescribeEnvironmentsCommand,
  DescribeEventsCommand,
  DescribeInstancesHealthCommand,
  ElasticBeanstalkClient,
  ListTagsForResourceCommand,
  S3LocationNotInServiceRegionException,
  SourceBundleDeletionException,
  TooManyApplicationVersionsException,
  UpdateApplicationVersionCommand,
  UpdateEnvironmentCommand,
  type UpdateEnvironmentCommandInput,
} from '@aws-sdk/client-elastic-beanstalk'
import { beforeEach, describe, expect, test } from '@jest/globals'

import type { Ask } from '../../../local/elasticbeanstalk/ask.ts'
import { bundleIn } from '../../../local/elasticbeanstalk/bundle.ts'
import { managedUpdate, says, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { EnvironmentOptions, LocalAws } from '../../../local/index.ts'
import { outcomeOf, settingsFor } from '../clients.ts'
import { passingLocalAws } from '../passing.ts'
import { type Account, ApplicationName, accountOf, EnvironmentName } from './account.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const SourceBundle = { S3Bucket: 'bundles', S3Key: 'v1.zip' }

let aws: LocalAws
let account: Account
let client: ElasticBeanstalkClient

beforeEach(async () => {
  aws = await passingLocalAws()
  aws.buckets.create('bundles')
  aws.buckets.put('bundles', 'v1.zip', 'bytes')
  aws.beanstalk.application(ApplicationName, { team: 'pay' })
  account = accountOf(aws)
  client = account.client
})

const environment = (options: Partial<EnvironmentOptions> = {}) =>
  aws.beanstalk.create(EnvironmentName, { application: ApplicationName, version: 'v0', ...options })

describe('the account', () => {
  test('has a bucket of its own, made when it is first asked for', async () => {
    const first = await client.send(new CreateStorageLocationCommand({}))
    aws.buckets.put(first.S3Bucket ?? '', 'a', 'x')
    const second = await client.send(new CreateStorageLocationCommand({}))
    expect([first.S3Bucket, second.S3Bucket]).toEqual(Array(2).fill('elasticbeanstalk-us-east-1-123456789012'))
    expect(aws.buckets.keys(first.S3Bucket ?? '')).toEqual(['a'])
  })

  test('tells its quotas', async () => {
    const { ResourceQuotas } = await client.send(new DescribeAccountAttributesCommand({}))
    expect(ResourceQuotas?.ApplicationVersionQuota).toEqual({ Maximum: 1000 })
  })

  test('lists its applications with their versions, and says nothing of others', async () => {
    aws.beanstalk.version(ApplicationName, 'v1')
    const told = async (ApplicationNames?: string[]) => {
      const { Applications = [] } = await client.send(new DescribeApplicationsCommand({ ApplicationNames }))
      return Applications.map((one) => [one.ApplicationName, one.Versions])
    }
    expect([await told(), await told([ApplicationName]), await told(['other'])]).toEqual([
      [[ApplicationName, ['v1']]],
      [[ApplicationName, ['v1']]],
      [],
    ])
  })
})

describe('a version', () => {
  const create = (more: Partial<CreateApplicationVersionCommandInput> = {}) =>
    client.send(new CreateApplicationVersionCommand({ ApplicationName, VersionLabel: 'v1', SourceBundle, ...more }))

  test('is told when it is created, with spelling and all', async () => {
    const { ApplicationVersion } = await create({ Description: 'of now', Process: true })
    expect(ApplicationVersion).toEqual({
      ApplicationVersionArn: 'arn:aws:elasticbeanstalk:us-east-1:123456789012:applicationversion/colt-api/v1',
      ApplicationName,
      VersionLabel: 'v1',
      Description: 'of now',
      SourceBundle,
      DateCreated: expect.any(Date),
      DateUpdated: expect.any(Date),
      Status: 'PROCESSING',
    })
    const { ApplicationVersions } = await client.send(new DescribeApplicationVersionsCommand({ ApplicationName }))
    expect(ApplicationVersions?.[0]?.Status).toBe('PROCESSED')
  })

  test('is not looked through unless that is asked for', async () => {
    expect((await create()).ApplicationVersion?.Status).toBe('UNPROCESSED')
  })

  test('can bring its application with it', async () => {
    await create({ ApplicationName: 'new', AutoCreateApplication: true })
    expect(aws.beanstalk.versions('new')).toEqual(['v1'])
  })

  test.each<[string, Partial<CreateApplicationVersionCommandInput>, string, RegExp]>([
    [
      'of an unknown application',
      { ApplicationName: 'none' },
      'InvalidParameterValue',
      /^No Application named 'none' found\.$/,
    ],
    [
      'whose bundle is not there',
      { SourceBundle: { S3Bucket: 'bundles', S3Key: 'no' } },
      'InvalidParameterValue',
      /^Unable to download from S3 location/,
    ],
    [
      'whose bucket is not there',
      { SourceBundle: { S3Bucket: 'no', S3Key: 'no' } },
      'InvalidParameterValue',
      /^Unable to download from S3 location/,
    ],
    ['with a label that is too long', { VersionLabel: 'v'.repeat(101) }, 'ValidationError', /VersionLabel/],
    ['with a description that is too long', { Description: 'd'.repeat(201) }, 'ValidationError', /Description/],
  ])('%s is refused', async (_, more, name, message) => {
    await expect(create(more)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    })
    expect(aws.beanstalk.versions(ApplicationName)).toEqual([])
  })

  test('of a label that exists is refused, be it the same bundle', async () => {
    await create()
    const message = 'Application Version v1 already exists.'
    await expect(create()).rejects.toMatchObject({ name: 'InvalidParameterValue', message })
  })

  test('whose bundle lies in another region is refused', async () => {
    aws.buckets.create('far', { region: 'eu-west-1' })
    aws.buckets.put('far', 'v1.zip', 'bytes')
    const there = create({ SourceBundle: { S3Bucket: 'far', S3Key: 'v1.zip' } })
    await expect(there).rejects.toBeInstanceOf(S3LocationNotInServiceRegionException)
  })

  test('whose bundle is larger than 500 MB is refused', () => {
    const objects = { get: () => ({ bytes: { size: 500 * 1024 * 1024 + 1 } }) }
    const store = { buckets: new Map([['bundles', { region: 'us-east-1', objects }]]) }
    const parameters = { 'SourceBundle.S3Bucket': 'bundles', 'SourceBundle.S3Key': 'large.zip' }
    expect(() => bundleIn({ world: { store }, parameters } as unknown as Ask)).toThrow('larger than 524288000 bytes')
  })

  test('above the quota is refused', async () => {
    aws.beanstalk.limitVersions(0)
    await expect(create()).rejects.toBeInstanceOf(TooManyApplicationVersionsException)
  })

  test('gets another description', async () => {
    await create({ Description: 'before' })
    const named = { ApplicationName, VersionLabel: 'v1' }
    const { ApplicationVersion } = await client.send(
      new UpdateApplicationVersionCommand({ ...named, Description: 'after' }),
    )
    expect(ApplicationVersion).toMatchObject({ Description: 'after', VersionLabel: 'v1', SourceBundle })
  })

  test('has tags', async () => {
    const { ApplicationVersion } = await create({ Tags: [{ Key: 'env', Value: 'prod' }] })
    const ResourceArn = ApplicationVersion?.ApplicationVersionArn
    const { ResourceTags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }))
    expect(ResourceTags).toEqual([{ Key: 'env', Value: 'prod' }])
  })
})

describe('versions are listed', () => {
  const list = (more = {}) => client.send(new DescribeApplicationVersionsCommand({ ApplicationName, ...more }))
  const labels = async (more = {}) => ((await list(more)).ApplicationVersions ?? []).map((one) => one.VersionLabel)

  beforeEach(() => {
    for (const label of ['v1', 'v2', 'v3']) aws.beanstalk.version(ApplicationName, label)
  })

  test('newest first, by label where labels are asked for, and without those that do not exist', async () => {
    expect(await labels()).toEqual(['v3', 'v2', 'v1'])
    expect(await labels({ VersionLabels: ['v1', 'none'] })).toEqual(['v1'])
    expect(await labels({ ApplicationName: 'none' })).toEqual([])
  })

  test('in pages', async () => {
    const first = await list({ MaxRecords: 2 })
    const second = await list({ MaxRecords: 2, NextToken: first.NextToken })
    expect([first, second].map((page) => page.ApplicationVersions?.length)).toEqual([2, 1])
    expect(second.NextToken).toBeUndefined()
    expect(await outcomeOf(list({ NextToken: 'made up' }))).toBe('400 InvalidParameterValue')
    expect(await outcomeOf(list({ MaxRecords: 1001 }))).toBe('400 InvalidParameterValue')
  })
})

describe('a version is deleted', () => {
  const remove = (VersionLabel: string, DeleteSourceBundle?: boolean) =>
    client.send(new DeleteApplicationVersionCommand({ ApplicationName, VersionLabel, DeleteSourceBundle }))

  beforeEach(async () => {
    aws.beanstalk.version(ApplicationName, 'v1', { bucket: 'bundles', key: 'v1.zip' })
    await environment()
  })

  test('and its bundle only where that is asked for', async () => {
    await remove('v1')
    expect([aws.beanstalk.versions(ApplicationName), aws.buckets.keys('bundles')]).toEqual([['v0'], ['v1.zip']])
    aws.beanstalk.version(ApplicationName, 'v1', { bucket: 'bundles', key: 'v1.zip' })
    await remove('v1', true)
    expect([aws.beanstalk.versions(ApplicationName), aws.buckets.keys('bundles')]).toEqual([['v0'], []])
  })

  test('but not where its bundle cannot be', async () => {
    aws.buckets.delete('bundles', 'v1.zip')
    await expect(remove('v1', true)).rejects.toBeInstanceOf(SourceBundleDeletionException)
    expect(aws.beanstalk.versions(ApplicationName)).toContain('v1')
  })

  test('but not while it is live, on its way, or left on an instance', async () => {
    expect(await outcomeOf(remove('v0'))).toBe('400 InvalidParameterValue')
    aws.beanstalk.environment(EnvironmentName).nextUpdate(updating('20s'))
    await account.update('v1')
    expect(await outcomeOf(remove('v1'))).toBe('400 InvalidParameterValue')
  })

  test('but not where there is none', async () => {
    expect(await outcomeOf(remove('none'))).toBe('400 InvalidParameterValue')
  })
})

describe('an environment', () => {
  test('is told in full', async () => {
    const { id, arn } = await environment()
    expect(await account.environment()).toEqual({
      EnvironmentName,
      EnvironmentId: id,
      EnvironmentArn: arn,
      ApplicationName,
      VersionLabel: 'v0',
      SolutionStackName: expect.stringContaining('Node.js'),
      PlatformArn: expect.stringContaining(':platform/Node.js'),
      EndpointURL: expect.stringContaining('.elb.amazonaws.com'),
      CNAME: expect.stringMatching(/^colt-api-prod\..*\.us-east-1\.elasticbeanstalk\.com$/),
      DateCreated: expect.any(Date),
      DateUpdated: expect.any(Date),
      Status: 'Ready',
      AbortableOperationInProgress: false,
      Health: 'Green',
      HealthStatus: 'Ok',
      Tier: { Name: 'WebServer', Type: 'Standard', Version: '1.0' },
      EnvironmentLinks: [],
    })
  })

  test('of the worker tier has no address', async () => {
    await environment({ tier: 'Worker' })
    const { CNAME, EndpointURL, Tier } = await account.environment()
    expect([CNAME, EndpointURL, Tier?.Name]).toEqual([undefined, undefined, 'Worker'])
  })

  test('of a single instance is reached by the address of that instance, and has no load balancer', async () => {
    await environment({ type: 'SingleInstance' })
    expect((await account.environment()).EndpointURL).toMatch(/^[\d.]+$/)
    const { EnvironmentResources } = await client.send(new DescribeEnvironmentResourcesCommand({ EnvironmentName }))
    expect(EnvironmentResources?.LoadBalancers).toEqual([])
    const asked = new DescribeConfigurationSettingsCommand({ ApplicationName, EnvironmentName })
    const { ConfigurationSettings = [] } = await client.send(asked)
    const types = ConfigurationSettings[0]?.OptionSettings?.filter(({ OptionName }) => OptionName === 'EnvironmentType')
    expect(types?.map(({ Value }) => Value)).toEqual(['SingleInstance'])
  })

  test('is found by name, ID, application and label', async () => {
    const { id } = await environment()
    const found = async (more: object) =>
      (await client.send(new DescribeEnvironmentsCommand(more))).Environments?.length
    const ways = [{}, { EnvironmentIds: [id] }, { ApplicationName }, { VersionLabel: 'v0' }]
    expect(await Promise.all(ways.map(found))).toEqual([1, 1, 1, 1])
    const others = [
      { EnvironmentNames: ['x'] },
      { EnvironmentIds: ['e-x'] },
      { ApplicationName: 'x' },
      { VersionLabel: 'x' },
    ]
    expect(await Promise.all(others.map(found))).toEqual([0, 0, 0, 0])
  })

  test('has its tags, and those that the service gives it', async () => {
    const { arn, id } = await environment({ tags: { env: 'prod' } })
    const { ResourceTags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }))
    expect(Object.fromEntries(ResourceTags.map(({ Key, Value }) => [Key, Value]))).toEqual({
      'elasticbeanstalk:environment-name': EnvironmentName,
      'elasticbeanstalk:environment-id': id,
      Name: EnvironmentName,
      env: 'prod',
    })
    const unknown = client.send(new ListTagsForResourceCommand({ ResourceArn: `${arn}x` }))
    expect(await outcomeOf(unknown)).toBe('400 ResourceNotFoundException')
  })

  test('tells its instances, load balancer and group; a worker has a queue in place of a load balancer', async () => {
    await environment({ instances: 2 })
    const asked = new DescribeEnvironmentResourcesCommand({ EnvironmentName })
    const web = (await client.send(asked)).EnvironmentResources
    expect(web?.Instances?.map(({ Id = '' }) => /^i-0[0-9a-f]{16}$/.test(Id))).toEqual([true, true])
    expect([web?.AutoScalingGroups?.length, web?.LoadBalancers?.length, web?.Queues]).toEqual([1, 1, []])
    await aws.beanstalk.create('jobs', { application: ApplicationName, tier: 'Worker' })
    const worker = await client.send(new DescribeEnvironmentResourcesCommand({ EnvironmentName: 'jobs' }))
    expect([worker.EnvironmentResources?.LoadBalancers, worker.EnvironmentResources?.Queues?.length]).toEqual([[], 1])
  })

  test('tells its properties in clear text, twice, and what is drafted beside what is deployed', async () => {
    const draft = { 'aws:autoscaling:asg MaxSize': '4' }
    await environment({ properties: { TOKEN: 'secret' }, draft, instances: 2 })
    const asked = new DescribeConfigurationSettingsCommand({ ApplicationName, EnvironmentName })
    const { ConfigurationSettings = [] } = await client.send(asked)
    const value = (set: number, name: string) =>
      ConfigurationSettings[set]?.OptionSettings?.find((one) => `${one.Namespace} ${one.OptionName}` === name)?.Value
    expect(ConfigurationSettings.map(({ DeploymentStatus }) => DeploymentStatus)).toEqual(['deployed', 'pending'])
    expect(value(0, 'aws:elasticbeanstalk:application:environment TOKEN')).toBe('secret')
    expect(value(0, 'aws:cloudformation:template:parameter EnvironmentVariables')).toBe('TOKEN=secret')
    expect([0, 1].map((set) => value(set, 'aws:autoscaling:asg MaxSize'))).toEqual(['2', '4'])
  })

  test('that is scaled to zero has no instances, and says so in its configuration where that was changed', async () => {
    const { scale } = await environment({ instances: 2 })
    const seen = async () => {
      const asked = new DescribeConfigurationSettingsCommand({ ApplicationName, EnvironmentName })
      const options = (await client.send(asked)).ConfigurationSettings?.[0]?.OptionSettings ?? []
      const sizes = options.filter(({ Namespace }) => Namespace === 'aws:autoscaling:asg').map(({ Value }) => Value)
      const resources = await client.send(new DescribeEnvironmentResourcesCommand({ EnvironmentName }))
      return [...sizes, resources.EnvironmentResources?.Instances?.length]
    }
    expect(await seen()).toEqual(['2', '2', 2])
    scale(0, 2)
    expect(await seen()).toEqual(['2', '2', 0])
    scale(0)
    expect(await seen()).toEqual(['0', '0', 0])
  })

  test('tells the managed action that waits, and the one under way', async () => {
    const windowStart = new Date('2027-01-05T03:00:00Z')
    const { now } = await environment({
      managedActions: [{ id: 'scheduled-1', description: 'Platform 6.7.0', windowStart }],
    })
    now(managedUpdate('5m'))
    const told = async (Status?: 'Running') => {
      const asked = new DescribeEnvironmentManagedActionsCommand({ EnvironmentName, Status })
      return (await client.send(asked)).ManagedActions?.map((action) => [action.Status, action.WindowStartTime])
    }
    expect(await told()).toEqual([
      ['Running', undefined],
      ['Scheduled', windowStart],
    ])
    expect(await told('Running')).toHaveLength(1)
  })
})

describe('an update', () => {
  const update = (more: Partial<UpdateEnvironmentCommandInput>) =>
    client.send(new UpdateEnvironmentCommand({ EnvironmentName, ...more }))

  test('is answered with the wanted label, and with the request that its events carry', async () => {
    await environment()
    aws.beanstalk.version(ApplicationName, 'v1')
    const answer = await update({ VersionLabel: 'v1' })
    expect(answer).toMatchObject({ VersionLabel: 'v1', Status: 'Updating', AbortableOperationInProgress: true })
    expect(answer.$metadata.requestId).toMatch(UUID)
    const { Events = [] } = await client.send(new DescribeEventsCommand({ RequestId: answer.$metadata.requestId }))
    expect(Events.length).toBeGreaterThan(1)
  })

  test.each<[string, Partial<UpdateEnvironmentCommandInput>, RegExp]>([
    ['to an unknown version', { VersionLabel: 'none' }, /^No Application Version named 'none' found\.$/],
    ['of an unknown environment', { EnvironmentName: 'none' }, /^No Environment found for EnvironmentName = 'none'\.$/],
    [
      'of an unknown ID',
      { EnvironmentName: undefined, EnvironmentId: 'e-none' },
      /^No Environment found for EnvironmentId = 'e-none'\.$/,
    ],
    ['of an environment of another application', { ApplicationName: 'none' }, /^No Environment found/],
  ])('%s is refused', async (_, more, message) => {
    await environment()
    await expect(update({ VersionLabel: 'v0', ...more })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(UUID) },
    })
  })

  test('of an environment that is terminated is refused', async () => {
    const { terminate } = await environment()
    terminate()
    await expect(update({ VersionLabel: 'v0' })).rejects.toThrow('No Environment found')
  })
})

describe('events', () => {
  const told = async (more = {}) => {
    const { Events = [], NextToken } = await client.send(new DescribeEventsCommand({ EnvironmentName, ...more }))
    return { messages: Events.map(({ Message }) => Message), NextToken }
  }

  beforeEach(async () => {
    const { nextUpdate } = await environment()
    nextUpdate(says('first'), updating('10s'), says('second', 'WARN'), updating('10s'), says('third', 'ERROR'))
    await account.update('v0')
    aws.clock.advance(30_000)
  })

  test('come newest first, and in pages', async () => {
    const first = await told({ MaxRecords: 2 })
    const second = await told({ MaxRecords: 2, NextToken: first.NextToken })
    expect([...first.messages, ...second.messages]).toEqual((await told()).messages.slice(0, 4))
    expect((await told()).messages.indexOf('third')).toBeLessThan((await told()).messages.indexOf('first'))
  })

  test('are asked for by severity, time, and environment', async () => {
    expect((await told({ Severity: 'WARN' })).messages).toEqual(['third', 'second'])
    expect((await told({ Severity: 'ERROR' })).messages).toEqual(['third'])
    const { messages } = await told({ StartTime: new Date(aws.clock.now() - 25_000) })
    expect([messages.includes('second'), messages.includes('first')]).toEqual([true, false])
    expect((await told({ EnvironmentName: 'other' })).messages).toEqual([])
  })

  test('name no version, and are gone after six weeks', async () => {
    const { Events: [event] = [] } = await client.send(new DescribeEventsCommand({ EnvironmentName }))
    expect([event?.EnvironmentName, event?.ApplicationName, event?.VersionLabel]).toEqual([
      EnvironmentName,
      ApplicationName,
      undefined,
    ])
    aws.clock.advance(43 * 86_400_000)
    expect((await told()).messages).toEqual([])
  })
})

describe('health', () => {
  test('of the environment is told as far as it is asked for', async () => {
    await environment({ instances: 2 })
    const bare = await client.send(new DescribeEnvironmentHealthCommand({ EnvironmentName }))
    expect([bare.EnvironmentName, bare.Color]).toEqual([EnvironmentName, undefined])
    const asked = new DescribeEnvironmentHealthCommand({ EnvironmentName, AttributeNames: ['All'] })
    const { HealthStatus, Color, Status, Causes, InstancesHealth, RefreshedAt } = await client.send(asked)
    expect([HealthStatus, Color, Status, Causes, InstancesHealth?.Ok]).toEqual(['Ok', 'Green', 'Ready', [], 2])
    expect(RefreshedAt).toBeInstanceOf(Date)
  })

  test('is looked at every ten seconds', async () => {
    await environment()
    const asked = new DescribeInstancesHealthCommand({ EnvironmentName, AttributeNames: ['RefreshedAt'] })
    const refreshed = async () => (await client.send(asked)).RefreshedAt?.getTime() ?? 0
    const first = await refreshed()
    aws.clock.advance(10_000)
    expect((await refreshed()) - first).toBeGreaterThanOrEqual(10_000)
  })

  test('of each instance tells the version on it', async () => {
    await environment()
    const asked = new DescribeInstancesHealthCommand({ EnvironmentName, AttributeNames: ['All'] })
    const { InstanceHealthList: [instance] = [] } = await client.send(asked)
    expect(instance).toMatchObject({
      InstanceId: expect.stringMatching(/^i-/),
      HealthStatus: 'Ok',
      Color: 'Green',
      Deployment: { VersionLabel: 'v0', DeploymentId: 1, Status: 'Deployed', DeploymentTime: expect.any(Date) },
    })
  })

  test('that is basic knows nothing of instances, and is Grey while anything goes on', async () => {
    const { nextUpdate } = await environment({ health: 'basic' })
    const asked = new DescribeInstancesHealthCommand({ EnvironmentName, AttributeNames: ['All'] })
    expect(await outcomeOf(client.send(asked))).toBe('400 InvalidRequestException')
    nextUpdate(updating('20s'))
    await account.update('v0')
    const { Health, HealthStatus } = await account.environment()
    expect([Health, HealthStatus]).toEqual(['Grey', undefined])
  })
})

describe('what Local AWS does not know it refuses', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['an operation', () => client.send(new CreateEnvironmentCommand({ ApplicationName, EnvironmentName }))],
    ['a parameter', () => client.send(new UpdateEnvironmentCommand({ EnvironmentName, Description: 'x' }))],
    ['a list', () => client.send(new UpdateEnvironmentCommand({ EnvironmentName, OptionSettings: [{ Value: '1' }] }))],
  ])('%s', async (_, ask) => {
    await environment()
    expect(await outcomeOf(ask())).toBe('501 NotImplemented')
  })
})

test('who is not known is turned away', async () => {
  const credentials = { accessKeyId: 'AKIANOBODYNOBODYNOBO', secretAccessKey: 'x' }
  const stranger = new ElasticBeanstalkClient({ ...settingsFor(aws), credentials })
  expect(await outcomeOf(stranger.send(new DescribeEventsCommand({})))).toBe('403 InvalidClientTokenId')
  const body = new URLSearchParams({ Action: 'DescribeEvents', Version: '2010-12-01' })
  const answer = await fetch(aws.endpoint, { method: 'POST', body })
  expect([answer.status, /<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]]).toEqual([
    403,
    'MissingAuthenticationToken',
  ])
})
