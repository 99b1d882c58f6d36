// The account's own bucket for bundles, which every account that uses Elastic Beanstalk has.

import type { Environment } from '../model.ts'

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.S3.html */
export function ownBucket({ arn }: Environment, region: string): string {
  return `elasticbeanstalk-${region}-${accountOf(arn)}`
}

/** `arn:aws:elasticbeanstalk:us-east-1:123456789012:environment/…` → `123456789012` */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? ''
}
