// Is this bucket, or distribution, one of the environment that is to be deployed?

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import type { Tags } from '../../../src/site/ports.ts'
import { checkEnvironment } from '../../../src/site/read/environment.ts'
import { caught } from '../../shared/support/caught.ts'
import { distribution } from '../support/distributions.ts'
import { memoryBucket } from '../support/memory-bucket.ts'
import { memoryCdn } from '../support/memory-cdn.ts'
import { memoryWorld } from '../support/world.ts'

const worldWith = (onBucket: Tags | undefined, onDistribution: Tags | undefined) =>
  memoryWorld({ bucket: memoryBucket({}, { tags: onBucket }), cdn: memoryCdn({ tags: () => onDistribution }) })

describe('for prod', () => {
  test.each<[string, Tags, Tags]>([
    ['what is tagged for prod is deployed to', { env: 'prod' }, { env: 'prod', team: 'shop' }],
    ['what carries no such tag is taken on trust', {}, { team: 'shop' }],
  ])('%s', async (_, onBucket, onDistribution) => {
    const world = worldWith(onBucket, onDistribution)
    await checkEnvironment('prod', [distribution()], world)
    expect(world.log.lines).toEqual([])
  })

  test.each<[string, Tags, Tags]>([
    ['bucket shop', { env: 'dev' }, { env: 'prod' }],
    ['distribution E1', { env: 'prod' }, { env: 'dev' }],
  ])('%s is refused when it is tagged for dev', async (name, onBucket, onDistribution) => {
    const error = await caught(checkEnvironment('prod', [distribution()], worldWith(onBucket, onDistribution)))
    expect(messagesOf(error)).toEqual([
      `Could not deploy to ${name}: it is tagged env=dev, and this deploy is for prod. ` +
        'Check the inputs `bucket`, `distribution` and `environment`, or correct the tag.',
    ])
  })

  test('tags that may not be read are a notice that names the missing right', async () => {
    const world = worldWith(undefined, undefined)
    await checkEnvironment('prod', [distribution()], world)
    expect([...world.log.lines].sort()).toEqual([
      'notice: The tags of bucket shop were not looked at: the role lacks s3:GetBucketTagging.',
      'notice: The tags of distribution E1 were not looked at: the role lacks cloudfront:ListTagsForResource.',
    ])
  })
})

test('the tags of a distribution that may not be read are not asked for: nobody knows its ARN', async () => {
  const world = worldWith({ env: 'prod' }, { env: 'dev' })
  await checkEnvironment('prod', [{ ...distribution(), readable: false }], world)
  expect(world.cdn.asked).toEqual([])
  expect(world.log.lines).toEqual([
    'notice: The tags of distribution E1 were not looked at: the role lacks cloudfront:GetDistribution.',
  ])
})

test('without an environment nothing is asked', async () => {
  const world = worldWith({ env: 'dev' }, { env: 'dev' })
  await checkEnvironment('', [distribution()], world)
  expect([world.bucket.asked, world.cdn.asked]).toEqual([[], []])
})

test('a bucket and a distribution of another environment are both told', async () => {
  const world = memoryWorld({
    bucket: memoryBucket({}, { tags: { env: 'dev' } }),
    cdn: memoryCdn({ tags: () => ({ env: 'dev' }) }),
  })
  const told = messagesOf(await caught(checkEnvironment('prod', [distribution()], world))).join('\n')
  expect(told).toContain('bucket shop')
  expect(told).toContain('distribution E1')
})
