import type { Call } from '../http/call.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import { tag, type Xml } from '../xml/write.ts'
import { batchIn } from './batch.ts'
import { configParts, distributionParts, summaryParts } from './description.ts'
import type { Distribution } from './distribution.ts'
import { invalidate } from './invalidation.ts'
import { type Listing, listParts } from './listing.ts'
import type { CachePolicies } from './policy.ts'
import { policyParts } from './policy-description.ts'
import { cloudFrontDocument, invalidationParts, invalidationSummary } from './rendering.ts'

/** A call on the control plane with its path taken apart. */
export interface ControlCall {
  readonly call: Call
  readonly distributions: ReadonlyMap<string, Distribution>
  readonly policies: CachePolicies
  /** The identifiers in the path, in their order. */
  readonly ids: readonly string[]
  readonly now: number
}

export interface Route {
  readonly name: string
  readonly method: string
  /** Below `/2020-05-31/`; a star is an identifier. */
  readonly path: string
  readonly changes?: boolean
  readonly act: (control: ControlCall) => Reply
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html */
export const ROUTES: readonly Route[] = [
  { name: 'ListDistributions', method: 'GET', path: 'distribution', act: listDistributions },
  { name: 'GetDistribution', method: 'GET', path: 'distribution/*', act: getDistribution },
  { name: 'GetDistributionConfig', method: 'GET', path: 'distribution/*/config', act: getDistributionConfig },
  {
    name: 'CreateInvalidation',
    method: 'POST',
    path: 'distribution/*/invalidation',
    changes: true,
    act: createInvalidation,
  },
  { name: 'ListInvalidations', method: 'GET', path: 'distribution/*/invalidation', act: listInvalidations },
  { name: 'GetInvalidation', method: 'GET', path: 'distribution/*/invalidation/*', act: getInvalidation },
  { name: 'ListTagsForResource', method: 'GET', path: 'tagging', act: listTagsForResource },
  { name: 'GetCachePolicy', method: 'GET', path: 'cache-policy/*', act: getCachePolicy },
]

function listDistributions({ call, distributions, now }: ControlCall): Reply {
  const listing: Listing<Distribution> = {
    items: [...distributions.values()],
    idOf: ({ id }) => id,
    render: (distribution) => tag('DistributionSummary', summaryParts(distribution, now)),
  }
  return ok('DistributionList', listParts(listing, call.query))
}

function getDistribution(control: ControlCall): Reply {
  const distribution = distributionIn(control)
  return tagged(distribution, ok('Distribution', distributionParts(distribution, control.now)))
}

function getDistributionConfig(control: ControlCall): Reply {
  const distribution = distributionIn(control)
  return tagged(distribution, ok('DistributionConfig', configParts(distribution)))
}

function createInvalidation(control: ControlCall): Reply {
  const distribution = distributionIn(control)
  const invalidation = invalidate(distribution, batchIn(control.call.body), control.now)
  const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution.id}/invalidation/${invalidation.id}`
  return {
    ...ok('Invalidation', invalidationParts(invalidation, control.now)),
    status: 201,
    headers: { 'Content-Type': 'text/xml', Location: location },
  }
}

function listInvalidations(control: ControlCall): Reply {
  const listing = {
    items: distributionIn(control).invalidations.toReversed(),
    idOf: ({ id }: { readonly id: string }) => id,
    render: (invalidation: Distribution['invalidations'][number]) =>
      tag('InvalidationSummary', invalidationSummary(invalidation, control.now)),
  }
  return ok('InvalidationList', listParts(listing, control.call.query))
}

function getInvalidation(control: ControlCall): Reply {
  const found = distributionIn(control).invalidations.find(({ id }) => id === control.ids[1])
  if (found === undefined) throw new Refusal(404, 'NoSuchInvalidation', 'The specified invalidation does not exist.')
  return ok('Invalidation', invalidationParts(found, control.now))
}

function listTagsForResource({ call, distributions }: ControlCall): Reply {
  const arn = call.query.Resource
  const distribution = [...distributions.values()].find((candidate) => candidate.arn === arn)
  if (distribution === undefined) throw new Refusal(404, 'NoSuchResource', 'The specified resource does not exist.')
  const tags = Object.entries(distribution.tags).map(([key, value]) =>
    tag('Tag', [tag('Key', key), tag('Value', value)]),
  )
  return ok('Tags', [tag('Items', tags)])
}

function getCachePolicy({ policies, ids }: ControlCall): Reply {
  const policy = policies.get(ids[0] ?? '')
  if (policy === undefined) throw new Refusal(404, 'NoSuchCachePolicy', 'The cache policy does not exist.')
  return tagged(policy, ok('CachePolicy', policyParts(policy)))
}

function distributionIn({ distributions, ids }: ControlCall): Distribution {
  const distribution = distributions.get(ids[0] ?? '')
  if (distribution !== undefined) return distribution
  throw new Refusal(404, 'NoSuchDistribution', 'The specified distribution does not exist.')
}

function ok(name: string, content: readonly Xml[]): Reply {
  return { status: 200, headers: { 'Content-Type': 'text/xml' }, body: cloudFrontDocument(name, content) }
}

/** The version of the configuration, which never changes here. */
function tagged({ id }: { readonly id: string }, reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, ETag: `${id}CONFIG` } }
}
