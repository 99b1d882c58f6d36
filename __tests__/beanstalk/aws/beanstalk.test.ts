// The Elastic Beanstalk port on the real SDK: what is sent again, what never is, and how failures are told.

import { afterAll, afterEach, expect, test } from '@jest/globals'
import { type Rule, startLocalAws } from '../../../local/index.ts'
import { elasticBeanstalk } from '../../../src/beanstalk/aws/beanstalk.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { caught } from '../../shared/support/caught.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import '../../shared/support/node-errors.ts'
import { APPLICATION, ENVIRONMENT } from '../support/stage.ts'

const aws = await startLocalAws()
Object.assign(process.env, aws.env)
await aws.beanstalk.create(ENVIRONMENT, { application: APPLICATION, version: 'v1', tags: { env: 'prod' } })
aws.beanstalk.version(APPLICATION, 'v2')
const place = { application: APPLICATION, environment: ENVIRONMENT, region: 'us-east-1' }
const port = () => elasticBeanstalk(place, openGate(), fakeClock())
const ends: (() => void)[] = []
const rule = (one: Rule) => void ends.push(aws.intercept(one))
const failing = (operation: string, fault: ReturnType<Rule>) =>
  rule((entry) => (entry.operation === operation ? fault : undefined))
afterEach(() => {
  for (const end of ends.splice(0)) end()
  aws.journal.clear()
})
afterAll(() => aws.close())

async function updated() {
  const environment = await port().environment()
  if (environment === undefined) throw new Error('There is no environment.')
  return await port().update(environment, 'v2')
}

test.each([
  [{ drop: 'before' } as const, 'unanswered'],
  [{ status: 500, code: 'InternalFailure' }, 'unanswered'],
  [{ status: 503, code: 'ServiceUnavailable' }, 'unanswered'],
  [{ status: 403, code: 'AccessDenied' }, 'refused'],
])('an update that meets %j is %s, and is sent once', async (fault, kind) => {
  failing('UpdateEnvironment', fault)
  expect(await updated()).toMatchObject({ kind })
  expect(aws.journal.of('UpdateEnvironment')).toHaveLength(1)
})

test('an update that AWS refuses for being one too many is sent again', async () => {
  let calls = 0
  rule(({ operation }) => {
    if (operation !== 'UpdateEnvironment') return undefined
    calls += 1
    return calls < 3 ? { status: 400, code: 'Throttling', message: 'Rate exceeded' } : undefined
  })
  expect(await updated()).toEqual({ kind: 'begun', request: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(calls).toBe(3)
})

test('a question that meets a 500 is asked again', async () => {
  let calls = 0
  rule(({ operation }) => {
    if (operation !== 'DescribeEvents') return undefined
    calls += 1
    return calls < 3 ? { status: 500, code: 'InternalFailure' } : undefined
  })
  expect((await port().events('')).length).toBeGreaterThan(0)
})

test('a missing right is told with the resource', async () => {
  failing('CreateApplicationVersion', { status: 403, code: 'AccessDenied' })
  expect(await caught(port().createVersion({ label: 'v3', bucket: 'b', key: 'k' }, ''))).toMatchObject({
    message:
      'Could not create version v3: AccessDenied. The role needs elasticbeanstalk:CreateApplicationVersion on arn:aws:elasticbeanstalk:us-east-1:*:applicationversion/colt-api/*.',
  })
})

test.each([
  ['TooManyApplicationVersionsException', /quota of application versions is full/],
  ['S3LocationNotInServiceRegionException', /bucket of the bundle is not in us-east-1/],
  ['InsufficientPrivilegesException', /The role needs autoscaling:SuspendProcesses/],
  ['InvalidParameterValue', /Check the inputs `application` \(colt-api\)/],
])('%s is told with its cure', async (code, cure) => {
  failing('CreateApplicationVersion', { status: 400, code, message: 'not allowed: autoscaling:SuspendProcesses' })
  const error = await caught(port().createVersion({ label: 'v3', bucket: 'b', key: 'k' }, ''))
  expect(String(error)).toMatch(cure)
})

test('what only helps to tell more is undefined where the role may not see it', async () => {
  const [beanstalk, environment] = [port(), await port().environment()]
  if (environment === undefined) throw new Error('There is no environment.')
  rule(({ service, operation }) =>
    service === 'elasticbeanstalk' && operation !== 'DescribeEnvironments'
      ? { status: 403, code: 'AccessDenied' }
      : undefined,
  )
  expect(await beanstalk.tags(environment)).toBeUndefined()
  expect(await beanstalk.managedActions(environment)).toBeUndefined()
  expect(await beanstalk.versionQuota()).toBeUndefined()
  expect(await beanstalk.capacity(environment)).toBeUndefined()
})

test('a run that is cancelled sends nothing', async () => {
  const gate = openGate()
  gate.shut(new Error('cancelled'))
  expect(await caught(elasticBeanstalk(place, gate, fakeClock()).environment())).toMatchObject({ message: 'cancelled' })
  expect(aws.journal.entries).toEqual([])
})
