// The environment that is to be deployed to: is it there, may we look, and is it the one that is meant?

import { Failure } from '../../shared/failure.ts'
import { couldNot } from '../describe/undertaking.ts'
import type { Environment } from '../model.ts'
import type { World } from '../ports.ts'
import type { ApiInputs } from './inputs.ts'

const TAG = 'env'

/** Undefined where it is proven not to be there, and that is no mistake. @throws {Failure} */
export async function findEnvironment(inputs: ApiInputs, world: World): Promise<Environment | undefined> {
  const found = await world.beanstalk.environment()
  if (found !== undefined) return found
  const proof = await proofOfAbsence(inputs, world)
  if (inputs.whenAbsent === 'skip') {
    world.log.warning(
      `There is no environment ${inputs.environment} in ${inputs.application} (${proof}). Nothing was deployed: \`when-absent: skip\`.`,
    )
    return undefined
  }
  throw new Failure(`Could not find the environment ${inputs.environment} in ${inputs.application}`, {
    why: `there is none (${proof})`,
    hint: 'This action never makes an environment. Create it, correct the inputs, or allow it to be switched off: `when-absent: skip`.',
  })
}

/** AWS answers with nothing both where there is nothing and where we may not see it. @throws {Failure} without proof */
async function proofOfAbsence({ application, environment }: ApiInputs, { beanstalk }: World): Promise<string> {
  const { seesApplication, proof, isThere } = await beanstalk.sight()
  if (seesApplication && proof !== '') return proof
  const what = `Could not find out whether ${environment} exists in ${application}`
  if (!seesApplication) {
    throw new Failure(what, {
      why: 'AWS names no such application; it answers so where there is none, and also where the role may not see it',
      hint: `Check the inputs \`application\` and \`region\`, and that the role has elasticbeanstalk:DescribeApplications on ${application} and elasticbeanstalk:DescribeEnvironments on ${environment}.`,
    })
  }
  const why = isThere
    ? 'AWS names none, but answers questions about it: it is there, and the role may not see it'
    : 'AWS names none, as it does where the role may not look, and nothing else proves that there is none'
  throw new Failure(what, {
    why,
    hint: `Check the input \`environment\`, and that the role has elasticbeanstalk:DescribeEnvironments and elasticbeanstalk:DescribeEnvironmentResources on ${environment}.`,
  })
}

/** An environment without the tag may be anybody's. @throws {Failure} */
export async function checkTag(inputs: ApiInputs, environment: Environment, { beanstalk }: World): Promise<void> {
  const { envTag } = inputs
  if (envTag === '') return
  const tags = await beanstalk.tags(environment)
  const what = couldNot(inputs)
  if (tags === undefined) {
    throw new Failure(what, {
      why: 'its tags may not be read, and `env-tag` asks for one',
      hint: `The role needs elasticbeanstalk:ListTagsForResource on ${environment.arn}.`,
    })
  }
  const tagged = tags[TAG]
  if (tagged === envTag) return
  throw new Failure(what, {
    why: tagged === undefined ? `it has no tag ${TAG}` : `it is tagged ${TAG}=${tagged}`,
    hint: `\`env-tag\` asks for ${TAG}=${envTag}: check the input \`environment\`, or correct the tag.`,
  })
}
