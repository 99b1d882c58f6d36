// What Elastic Beanstalk's own error codes mean. https://docs.aws.amazon.com/elasticbeanstalk/latest/api/CommonErrors.html

import type { AwsError, Causes } from '../../shared/aws-errors.ts'
import type { Place } from './place.ts'

export function causes({ application, environment, region }: Place): Causes {
  const check = `Check the inputs \`application\` (${application}), \`environment\` (${environment}) and \`region\` (${region}).`
  return {
    InvalidParameterValue: (error) => ({ why: error.message, hint: check }),
    InvalidRequestException: (error) => ({ why: error.message, hint: check }),
    ValidationError: (error) => ({ why: error.message, hint: check }),
    TooManyApplicationVersionsException: (error) => ({
      why: `the quota of application versions is full (${error.message})`,
      hint: 'Delete versions that nobody needs, or let AWS do it: set a lifecycle rule for the application.',
    }),
    TooManyBucketsException: () => ({
      why: 'the account has as many buckets as it may have',
      hint: 'Name a bucket in the input `bucket`.',
    }),
    S3LocationNotInServiceRegionException: () => ({
      why: `the bucket of the bundle is not in ${region}`,
      hint: 'Elastic Beanstalk takes bundles from its own region only: name a bucket there in the input `bucket`.',
    }),
    OperationInProgressException: (error) => ({
      why: `something else is under way (${error.message})`,
      hint: 'Run again when it is over.',
    }),
    InsufficientPrivilegesException: (error) => ({ why: error.message, hint: downstream(error) }),
  }
}

/** Elastic Beanstalk calls other services with the caller's rights, unless the environment has an operations role. */
function downstream({ message }: AwsError): string {
  const [action] = /\b[a-z0-9-]+:[A-Z]\w+/.exec(message) ?? []
  const need = action === undefined ? 'The role lacks a right' : `The role needs ${action}`
  return `${need} on what the environment is made of; AssociateEnvironmentOperationsRole makes AWS use a role of its own instead.`
}
