// Is this bucket, or distribution, one of the environment that is to be deployed?

import { Failure } from '../../shared/failure.ts'
import { together } from '../../shared/together.ts'
import type { Distribution } from '../distribution-model.ts'
import type { Tags, World } from '../ports.ts'

const TAG = 'env'

/** Who may not read a distribution does not know its ARN, by which its tags are asked for. */
const nothing = Promise.resolve(undefined)

/**
 * Refuses a bucket or a distribution that is tagged for another environment; what carries no tag is taken on trust.
 * @throws {Failure}
 */
export async function checkEnvironment(
  environment: string,
  distributions: readonly Distribution[],
  { bucket, cdn, log }: World,
): Promise<void> {
  if (environment === '') return
  const check = async (name: string, right: string, tags: Promise<Tags | undefined>) => {
    const found = await tags
    if (found === undefined) log.notice(`The tags of ${name} were not looked at: the role lacks ${right}.`)
    else refuseOther(environment, name, found[TAG])
  }
  await together([
    check(`bucket ${bucket.name}`, 's3:GetBucketTagging', bucket.tags()),
    ...distributions.map((one) =>
      one.readable
        ? check(`distribution ${one.id}`, 'cloudfront:ListTagsForResource', cdn.tags(one))
        : check(`distribution ${one.id}`, 'cloudfront:GetDistribution', nothing),
    ),
  ])
}

function refuseOther(environment: string, name: string, tagged: string | undefined): void {
  if (tagged === undefined || tagged === environment) return
  throw new Failure(`Could not deploy to ${name}`, {
    why: `it is tagged ${TAG}=${tagged}, and this deploy is for ${environment}`,
    hint: 'Check the inputs `bucket`, `distribution` and `environment`, or correct the tag.',
  })
}
