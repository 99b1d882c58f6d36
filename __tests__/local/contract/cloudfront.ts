import { deepEqual, equal } from 'node:assert/strict'
import {
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront'

import { answerTo, type Case, type World } from './world.ts'

let references = 0

/** Asks for an invalidation under a reference of its own, unless one is given. */
function invalidate(
  { cloudFront, server }: World,
  Items: string[],
  more: { reference?: string; quantity?: number } = {},
) {
  references += 1
  const CallerReference = more.reference ?? `contract-${Date.now()}-${references}`
  const Paths = { Quantity: more.quantity ?? Items.length, Items }
  const DistributionId = server.distribution?.id
  return cloudFront.send(
    new CreateInvalidationCommand({ DistributionId, InvalidationBatch: { CallerReference, Paths } }),
  )
}

export const cloudFrontCases: readonly Case[] = [
  {
    name: 'a distribution is listed with its aliases',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}))
      const found = DistributionList?.Items?.find(({ Id }) => Id === server.distribution?.id)
      deepEqual(found?.Aliases?.Items, ['contract.example'])
      equal(found?.Enabled, true)
    },
  },
  {
    name: 'a distribution tells its domain name, status, origin and error responses',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: server.distribution?.id }))
      const config = Distribution?.DistributionConfig
      equal(Distribution?.Status, 'Deployed')
      equal(/^[a-z0-9]+\.cloudfront\.net$/.test(Distribution?.DomainName ?? ''), true)
      deepEqual([config?.DefaultRootObject, config?.Origins?.Items?.[0]?.OriginPath], ['index.html', '/dist'])
      deepEqual(
        config?.CustomErrorResponses?.Items?.map(({ ErrorCode, ResponsePagePath, ResponseCode }) => [
          ErrorCode,
          ResponsePagePath,
          ResponseCode,
        ]),
        [[403, '/index.html', '200']],
      )
    },
  },
  {
    name: 'a configuration comes with an ETag',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const answer = await cloudFront.send(new GetDistributionConfigCommand({ Id: server.distribution?.id }))
      deepEqual([answer.DistributionConfig?.DefaultRootObject, typeof answer.ETag], ['index.html', 'string'])
    },
  },
  {
    name: 'the tags of a distribution are told',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const { Tags } = await cloudFront.send(new ListTagsForResourceCommand({ Resource: server.distribution?.arn }))
      deepEqual(Tags?.Items, [{ Key: 'env', Value: 'prod' }])
    },
  },
  {
    name: 'an invalidation is created, told again by its ID and listed',
    needs: 'cloudfront',
    run: async (world) => {
      const DistributionId = world.server.distribution?.id
      const made = await invalidate(world, ['/', '/index.html', '/a%20b/*'])
      equal(made.$metadata.httpStatusCode, 201)
      const Id = made.Invalidation?.Id
      const told = await world.cloudFront.send(new GetInvalidationCommand({ DistributionId, Id }))
      deepEqual(told.Invalidation?.InvalidationBatch?.Paths?.Items, ['/', '/index.html', '/a%20b/*'])
      const { InvalidationList } = await world.cloudFront.send(new ListInvalidationsCommand({ DistributionId }))
      equal(
        InvalidationList?.Items?.some((item) => item.Id === Id),
        true,
      )
    },
  },
  {
    name: 'an invalidation is InProgress or Completed, spelled so',
    needs: 'cloudfront',
    run: async (world) => {
      const { Invalidation } = await invalidate(world, ['/x'])
      equal(Invalidation?.Status, Invalidation?.Status === 'InProgress' ? 'InProgress' : 'Completed')
    },
  },
  {
    name: 'the same reference with the same paths is the same invalidation',
    needs: 'cloudfront',
    run: async (world) => {
      const first = await invalidate(world, ['/x'], { reference: 'contract-same' })
      const second = await invalidate(world, ['/x'], { reference: 'contract-same' })
      equal(second.Invalidation?.Id, first.Invalidation?.Id)
    },
  },
  {
    name: 'the same reference with other paths is refused',
    needs: 'cloudfront',
    run: async (world) => {
      await invalidate(world, ['/x'], { reference: 'contract-other' })
      const other = invalidate(world, ['/y'], { reference: 'contract-other' })
      equal(await answerTo(other), '409 InvalidationBatchAlreadyExists')
    },
  },
  {
    name: 'a path that does not begin with a slash is refused',
    needs: 'cloudfront',
    run: async (world) => equal(await answerTo(invalidate(world, ['index.html'])), '400 InvalidArgument'),
  },
  {
    name: 'a path with a wildcard inside is refused',
    needs: 'cloudfront',
    run: async (world) => equal(await answerTo(invalidate(world, ['/*/a'])), '400 InvalidArgument'),
  },
  {
    name: 'a path of more than 4,000 characters is refused',
    needs: 'cloudfront',
    run: async (world) => equal(await answerTo(invalidate(world, [`/${'a'.repeat(4000)}`])), '400 InvalidArgument'),
  },
  {
    name: 'a quantity that is not the number of paths is refused',
    needs: 'cloudfront',
    run: async (world) => {
      equal(await answerTo(invalidate(world, ['/a'], { quantity: 2 })), '400 InconsistentQuantities')
    },
  },
  {
    name: 'what does not exist is told so',
    needs: 'cloudfront',
    run: async ({ cloudFront, server }) => {
      const distribution = cloudFront.send(new GetDistributionCommand({ Id: 'ENOSUCHTHING' }))
      equal(await answerTo(distribution), '404 NoSuchDistribution')
      const invalidation = new GetInvalidationCommand({ DistributionId: server.distribution?.id, Id: 'INOSUCHTHING' })
      equal(await answerTo(cloudFront.send(invalidation)), '404 NoSuchInvalidation')
    },
  },
]
