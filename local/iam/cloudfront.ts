// What each operation of CloudFront takes: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html

import { ACCOUNT } from '../s3/strictness.ts'
import type { Asked, Rights } from './asked.ts'
import type { Right } from './decision.ts'

const ACCOUNT_WIDE = `arn:aws:cloudfront::${ACCOUNT}`

export const cloudFrontRights: Rights = {
  ListDistributions: () => [{ action: 'cloudfront:ListDistributions', resource: '*' }],
  GetDistribution: onDistribution,
  GetDistributionConfig: onDistribution,
  CreateInvalidation: onDistribution,
  ListInvalidations: onDistribution,
  GetInvalidation: onDistribution,
  ListTagsForResource: (asked) => [on(asked, asked.call.query.Resource ?? '')],
  GetCachePolicy: (asked) => [on(asked, `${ACCOUNT_WIDE}:cache-policy/${asked.call.path.split('/').at(-1)}`)],
}

function onDistribution(asked: Asked): readonly Right[] {
  return [on(asked, `${ACCOUNT_WIDE}:distribution/${asked.operation.subject.distribution}`)]
}

function on({ operation, estate }: Asked, resource: string): Right {
  const tags = [...estate.holdings.distributions.values()].find(({ arn }) => arn === resource)?.tags ?? {}
  const context = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]))
  return { action: `cloudfront:${operation.name}`, resource, context }
}
