import type { ApplicationDescriptionsMessage } from '@aws-sdk/client-elastic-beanstalk'

import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import { listIn } from './query.ts'

/** Applications that do not exist are left out, not refused. */
export function describeApplications({ world, parameters }: Ask): Answer<ApplicationDescriptionsMessage> {
  const names = listIn(parameters, 'ApplicationNames')
  const found = [...world.applications.values()].filter(({ name }) => names === undefined || names.includes(name))
  return {
    Applications: found.map(({ name, arn, created }) => ({
      ApplicationArn: arn,
      ApplicationName: name,
      DateCreated: new Date(created),
      DateUpdated: new Date(created),
      Versions: world.versions.filter(({ application }) => application === name).map(({ label }) => label),
      ConfigurationTemplates: [],
    })),
  }
}
