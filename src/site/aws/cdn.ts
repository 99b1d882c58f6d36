// The CDN port on the AWS SDK.

import {
  CloudFrontClient,
  CreateInvalidationCommand,
  type DistributionSummary,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront'
import { clientOptions, guarded } from '../../shared/aws-client.ts'
import { explain, isDenied } from '../../shared/aws-errors.ts'
import type { Clock } from '../../shared/clock.ts'
import { Failure } from '../../shared/failure.ts'
import type { Gate } from '../../shared/gate.ts'
import type { Cdn, Invalidation } from '../ports.ts'
import { hostsOf, isId, wildcardOf } from './distribution.ts'
import { type Allowed, distributionReader } from './reading-distributions.ts'

/** CloudFront, through its global endpoint (or that of the China regions). */
export function cloudFront(region: string, gate: Gate, clock: Clock): Cdn {
  const setting = { region: homeOf(region), connections: 4 }
  const client = guarded(new CloudFrontClient(clientOptions(setting, gate, clock)), gate)
  let listing: Promise<readonly DistributionSummary[]> | undefined
  const attempt = async <Answer>(what: string, action: string, resource: string, send: () => Promise<Answer>) => {
    try {
      return await send()
    } catch (error) {
      gate.signal.throwIfAborted()
      throw explain(error, { what, action: `cloudfront:${action}`, resource }, causes)
    }
  }
  const allowed: Allowed = async ({ what, action, resource }, send) =>
    await attempt(what, action, resource, async () => {
      try {
        return await send()
      } catch (error) {
        if (isDenied(error)) return undefined
        throw error
      }
    })
  const read = distributionReader(client, allowed)

  return {
    find: async (idOrHost) => await read(isId(idOrHost) ? idOrHost : (await byHost(idOrHost)).id),

    tags: ({ id, arn }) =>
      allowed(
        { what: `Could not read the tags of distribution ${id}`, action: 'ListTagsForResource', resource: arn },
        async () => {
          const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource: arn }))
          return Object.fromEntries((Tags?.Items ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
        },
      ),

    invalidate: ({ id, arn }, paths, reference) =>
      attempt(`Could not invalidate distribution ${id}`, 'CreateInvalidation', arn, async () => {
        const Paths = { Quantity: paths.length, Items: [...paths] }
        const InvalidationBatch = { CallerReference: reference, Paths }
        try {
          const answer = await client.send(new CreateInvalidationCommand({ DistributionId: id, InvalidationBatch }))
          return invalidation(answer.Invalidation)
        } catch (error) {
          if (error instanceof Error && error.name === 'TooManyInvalidationsInProgress') return undefined
          throw error
        }
      }),

    look: ({ id, arn }, invalidationId) =>
      attempt(`Could not read invalidation ${invalidationId} of distribution ${id}`, 'GetInvalidation', arn, async () =>
        invalidation(
          (await client.send(new GetInvalidationCommand({ DistributionId: id, Id: invalidationId }))).Invalidation,
        ),
      ),
  }

  async function byHost(host: string): Promise<{ readonly id: string }> {
    const what = `Could not find a distribution for ${host}`
    const all = await attempt(what, 'ListDistributions', '*', () => (listing ??= listAll()))
    const exact = all.find((summary) => hostsOf(summary).includes(host.toLowerCase()))
    const found = exact ?? all.find((summary) => hostsOf(summary).includes(wildcardOf(host)))
    if (found?.Id !== undefined) return { id: found.Id }
    const known = all.flatMap(hostsOf)
    throw new Failure(what, {
      why: `none of ${all.length} distributions of this account has that host name`,
      hint: `Set \`distribution\` to its ID, or to one of: ${known.slice(0, 20).join(', ') || 'none'}.`,
    })
  }

  async function listAll(): Promise<readonly DistributionSummary[]> {
    const found: DistributionSummary[] = []
    for (let Marker: string | undefined, more = true; more; ) {
      const { DistributionList: list } = await client.send(new ListDistributionsCommand({ Marker }))
      found.push(...(list?.Items ?? []))
      Marker = list?.NextMarker
      more = list?.IsTruncated === true && Marker !== undefined
    }
    return found
  }
}

/** CloudFront has one endpoint for the world, and one for China. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
function homeOf(region: string): string {
  return region.startsWith('cn-') ? 'cn-northwest-1' : 'us-east-1'
}

function invalidation(found: { Id?: string | undefined; Status?: string | undefined } | undefined): Invalidation {
  return { id: found?.Id ?? '', complete: found?.Status?.toLowerCase() === 'completed' }
}

const causes = {
  NoSuchDistribution: () => ({
    why: 'this account has no such distribution',
    hint: 'Check the input `distribution` and the account that the credentials belong to.',
  }),
}
