import { deepEqual, equal } from 'node:assert/strict'
import { CreateInvalidationCommand, GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront'

import { answerTo, type Case, type World } from './world.ts'

let references = 0

/** Asks for an invalidation under a reference of its own, unless one is given. */
function invalidate(
  { cloudFront, server }: World,
  Items: string[],
  more: { reference?: string; quantity?: number; distribution?: string } = {},
) {
  references += 1
  const CallerReference = more.reference ?? `contract-${Date.now()}-${references}`
  const Paths = { Quantity: more.quantity ?? Items.length, Items }
  const DistributionId = more.distribution ?? server.distribution?.id
  return cloudFront.send(
    new CreateInvalidationCommand({ DistributionId, InvalidationBatch: { CallerReference, Paths } }),
  )
}

/** The paths of an invalidation, asked for by its ID. */
async function toldPaths(
  { cloudFront, server }: World,
  Id: string | undefined,
): Promise<readonly string[] | undefined> {
  const told = await cloudFront.send(new GetInvalidationCommand({ DistributionId: server.distribution?.id, Id }))
  return told.Invalidation?.InvalidationBatch?.Paths?.Items
}

function numbered(count: number, end = ''): string[] {
  return Array.from({ length: count }, (_, index) => `/numbered/${index}${end}`)
}

export const invalidationCases: readonly Case[] = [
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
    name: 'an invalidation of everything is one path',
    needs: 'cloudfront',
    run: async (world) => {
      const { Invalidation } = await invalidate(world, ['/*'])
      deepEqual(await toldPaths(world, Invalidation?.Id), ['/*'])
    },
  },
  {
    name: 'encoded paths are told again as they were sent',
    needs: 'cloudfront',
    run: async (world) => {
      const paths = ['/gr%C3%BC%C3%9Fe.html', '/a%20b.html', '/a%20b/*', '/q.html?v=1&w=2', "/it's+@~.js"]
      const { Invalidation } = await invalidate(world, paths)
      deepEqual(await toldPaths(world, Invalidation?.Id), paths)
    },
  },
  {
    name: 'an invalidation tells its reference and when it was created',
    needs: 'cloudfront',
    run: async (world) => {
      const reference = `contract-told-${Date.now()}`
      const { Invalidation } = await invalidate(world, ['/x'], { reference })
      equal(Invalidation?.InvalidationBatch?.CallerReference, reference)
      equal(Invalidation?.CreateTime instanceof Date, true)
    },
  },
  {
    name: 'up to 3,000 paths are taken at a time',
    needs: 'cloudfront',
    run: async (world) => {
      const { Invalidation } = await invalidate(world, numbered(3000))
      equal((await toldPaths(world, Invalidation?.Id))?.length, 3000)
    },
  },
  {
    name: 'more than 3,000 paths in progress are refused',
    needs: 'cloudfront',
    run: async (world) => {
      equal(await answerTo(invalidate(world, numbered(3001))), '400 TooManyInvalidationsInProgress')
    },
  },
  {
    name: 'more than 15 wildcards in progress are refused',
    needs: 'cloudfront',
    run: async (world) => {
      equal(await answerTo(invalidate(world, numbered(16, '/*'))), '400 TooManyInvalidationsInProgress')
    },
  },
  {
    name: 'an invalidation of no paths is refused',
    needs: 'cloudfront',
    run: async (world) => equal(await answerTo(invalidate(world, [])), '400 InvalidArgument'),
  },
  {
    name: 'an invalidation of a distribution that does not exist is refused',
    needs: 'cloudfront',
    run: async (world) => {
      equal(await answerTo(invalidate(world, ['/x'], { distribution: 'ENOSUCHTHING' })), '404 NoSuchDistribution')
    },
  },
  {
    name: 'an invalidation that does not exist is told so',
    needs: 'cloudfront',
    run: async (world) => equal(await answerTo(toldPaths(world, 'INOSUCHTHING')), '404 NoSuchInvalidation'),
  },
]
