import { CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { afterAll, beforeEach, expect, test } from '@jest/globals'

import { type DistributionOptions, type LocalDistribution, startLocalAws } from '../../local/index.ts'
import { cloudFrontFor } from './clients.ts'
import { emptyBucket, openSite, publish, visitsTo } from './site.ts'

const aws = await startLocalAws()
const cloudFront = cloudFrontFor(aws)
const FRA = 'FRA56-P1'
const IAD = 'IAD89-C1'
let distribution: LocalDistribution

beforeEach(() => emptyBucket(aws))
afterAll(() => aws.close())

/** What both locations answer to a visit, in their order. */
async function open(options: Partial<DistributionOptions> = {}): Promise<() => Promise<string[]>> {
  distribution = (await openSite(aws, { locations: [FRA, IAD], ...options })).distribution
  const visits = Object.values(distribution.locations).map(({ url }) => visitsTo(url))
  return async () => [(await visits[0]?.('/a')) ?? '', (await visits[1]?.('/a')) ?? '']
}

function publishA(body: string): void {
  publish(aws, 'dist/a', body, 'max-age=86400')
}

/** Invalidates everything and answers how to ask what became of it. */
async function invalidate(): Promise<() => Promise<string | undefined>> {
  const DistributionId = distribution.id
  const InvalidationBatch = { CallerReference: crypto.randomUUID(), Paths: { Quantity: 1, Items: ['/*'] } }
  const made = await cloudFront.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }))
  const look = new GetInvalidationCommand({ DistributionId, Id: made.Invalidation?.Id })
  return async () => (await cloudFront.send(look)).Invalidation?.Status
}

test('each location has an address and a cache of its own; the first one is that of the distribution', async () => {
  const visit = await open()
  publishA('one')
  expect(Object.keys(distribution.locations)).toEqual([FRA, IAD])
  expect(distribution.url).toBe(distribution.locations[FRA]?.url)
  expect(await visitsTo(distribution.url)('/a')).toBe('200 one Miss')
  publishA('two')
  expect(await visit()).toEqual(['200 one Hit', '200 two Miss'])
})

test('an invalidation reaches each location at its own time, and is Completed when it has reached all', async () => {
  const visit = await open({ invalidationSeconds: { [FRA]: 5, [IAD]: 30 } })
  publishA('one')
  await visit()
  publishA('two')
  const status = await invalidate()
  expect([await status(), ...(await visit())]).toEqual(['InProgress', '200 one Hit', '200 one Hit'])
  aws.clock.advance(6000)
  expect([await status(), ...(await visit())]).toEqual(['InProgress', '200 two Miss', '200 one Hit'])
  aws.clock.advance(25_000)
  expect([await status(), ...(await visit())]).toEqual(['Completed', '200 two Hit', '200 two Miss'])
})

test('a frozen location forgets nothing although the invalidation is Completed, until it is thawed', async () => {
  const visit = await open()
  publishA('one')
  await visit()
  distribution.freeze(IAD)
  publishA('two')
  const status = await invalidate()
  expect([await status(), ...(await visit())]).toEqual(['Completed', '200 two Miss', '200 one Hit'])
  aws.clock.advance(3_600_000)
  expect(await visit()).toEqual(['200 two Hit', '200 one Hit'])
  distribution.thaw(IAD)
  expect(await visit()).toEqual(['200 two Hit', '200 two Miss'])
})

test('freezing takes nothing back that an invalidation has reached before', async () => {
  const visit = await open()
  publishA('one')
  await visit()
  publishA('two')
  await invalidate()
  distribution.freeze()
  expect(await visit()).toEqual(['200 two Miss', '200 two Miss'])
})

test('a frozen location lets copies grow old all the same', async () => {
  const visit = await open()
  publishA('one')
  await visit()
  distribution.freeze()
  publishA('two')
  aws.clock.advance(86_401_000)
  expect(await visit()).toEqual(['200 two Miss', '200 two Miss'])
})

test('a location that there is not cannot be frozen', async () => {
  await open()
  expect(() => distribution.freeze('NOWHERE')).toThrow('NOWHERE')
})

test('answer, journal and rules tell which location was visited', async () => {
  const visit = await open({ id: 'EPLACES' })
  publishA('one')
  aws.journal.clear()
  const stop = aws.intercept(({ location }) => (location === IAD ? { answer: { status: 429 } } : undefined))
  expect(await visit()).toEqual(['200 one Miss', '429  undefined'])
  stop()
  const answer = await fetch(`${distribution.locations[IAD]?.url}/a`)
  expect(answer.headers.get('x-amz-cf-pop')).toBe(IAD)
  expect(aws.journal.entries.map(({ location }) => location)).toEqual([FRA, IAD, IAD])
  expect(aws.journal.lines({ edge: true })).toEqual([
    `edge ${FRA} GET EPLACES /a 200 Miss`,
    `edge ${IAD} GET EPLACES /a 429 by a rule`,
    `edge ${IAD} GET EPLACES /a 200 Miss`,
  ])
})
