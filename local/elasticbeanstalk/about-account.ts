import type {
  CreateStorageLocationResultMessage,
  DescribeAccountAttributesResult,
} from '@aws-sdk/client-elastic-beanstalk'

import { ACCOUNT } from '../s3/strictness.ts'
import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import { REGION } from './world.ts'

/** Makes the account's own bucket of the region, unless it is there. */
export function createStorageLocation({ world: { store } }: Ask): Answer<CreateStorageLocationResultMessage> {
  const S3Bucket = `elasticbeanstalk-${REGION}-${ACCOUNT}`
  if (!store.buckets.has(S3Bucket)) store.create(S3Bucket, { region: REGION })
  return { S3Bucket }
}

export function describeAccountAttributes({ world }: Ask): Answer<DescribeAccountAttributesResult> {
  return {
    ResourceQuotas: {
      ApplicationQuota: { Maximum: 75 },
      ApplicationVersionQuota: { Maximum: world.versionQuota },
      EnvironmentQuota: { Maximum: 200 },
      ConfigurationTemplateQuota: { Maximum: 2000 },
      CustomPlatformQuota: { Maximum: 50 },
    },
  }
}
