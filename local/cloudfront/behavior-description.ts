import { ACCOUNT } from '../s3/strictness.ts'
import { tag, type Xml } from '../xml/write.ts'
import type { Behavior } from './behavior.ts'
import { quantified } from './rendering.ts'

const METHODS = [tag('Method', 'HEAD'), tag('Method', 'GET')]

/** A cache behaviour, without its path pattern. */
export function behaviorParts(behavior: Behavior): Xml[] {
  const { origin, compress } = behavior
  return [
    tag('TargetOriginId', origin),
    tag('TrustedSigners', [tag('Enabled', false), tag('Quantity', 0)]),
    tag('TrustedKeyGroups', [tag('Enabled', false), tag('Quantity', 0)]),
    tag('ViewerProtocolPolicy', 'redirect-to-https'),
    tag('AllowedMethods', [
      tag('Quantity', METHODS.length),
      tag('Items', METHODS),
      quantified('CachedMethods', METHODS),
    ]),
    tag('SmoothStreaming', false),
    tag('Compress', compress),
    ...functionParts(behavior),
    tag('FieldLevelEncryptionId', ''),
    ...cachingParts(behavior),
  ]
}

function functionParts({ functions: { viewerRequest, originRequest } }: Behavior): Xml[] {
  const lambda = tag('LambdaFunctionAssociation', [
    tag('LambdaFunctionARN', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:rewrite:1`),
    tag('EventType', 'origin-request'),
    tag('IncludeBody', false),
  ])
  const viewer = tag('FunctionAssociation', [
    tag('FunctionARN', `arn:aws:cloudfront::${ACCOUNT}:function/rewrite`),
    tag('EventType', 'viewer-request'),
  ])
  return [
    quantified('LambdaFunctionAssociations', originRequest === undefined ? [] : [lambda]),
    quantified('FunctionAssociations', viewerRequest === undefined ? [] : [viewer]),
  ]
}

/** Either a policy, or the older settings inside the behaviour itself. */
function cachingParts({ policy, caching }: Behavior): Xml[] {
  if (policy !== undefined) return [tag('CachePolicyId', policy)]
  const { queryStrings, minTtl, defaultTtl, maxTtl } = caching
  const named = typeof queryStrings === 'boolean' ? [] : queryStrings
  return [
    tag('ForwardedValues', [
      tag('QueryString', queryStrings !== false),
      tag('Cookies', [tag('Forward', 'none')]),
      quantified('Headers', []),
      quantified(
        'QueryStringCacheKeys',
        named.map((name) => tag('Name', name)),
      ),
    ]),
    tag('MinTTL', minTtl),
    tag('DefaultTTL', defaultTtl),
    tag('MaxTTL', maxTtl),
  ]
}
