// Is an environment not there, or may we not see it? Lists are silent about what the role has no right to.

import {
  DescribeApplicationsCommand,
  DescribeEnvironmentResourcesCommand,
  DescribeEnvironmentsCommand,
} from '@aws-sdk/client-elastic-beanstalk'
import { isDenied } from '../../shared/aws-errors.ts'
import type { Sight } from '../ports.ts'
import type { Connection } from './client.ts'

/**
 * That other environments are told of proves nothing: a list holds what the role may see, environment by environment.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_DescribeEnvironments.html
 */
export async function readSight(connection: Connection): Promise<Sight> {
  const { application, environment } = connection.place
  const attempted = { what: `Could not find out whether ${environment} exists`, action: 'DescribeApplications' }
  const { Applications = [] } = await connection.attempt({ ...attempted, on: 'application' }, () =>
    connection.patient.send(new DescribeApplicationsCommand({ ApplicationNames: [application] })),
  )
  const seesApplication = Applications.length > 0
  const terminated = await terminatedId(connection, attempted.what)
  if (terminated !== undefined) {
    return { seesApplication, proof: `AWS tells that ${terminated} is terminated`, isThere: false }
  }
  return { seesApplication, ...(await answerAbout(connection, attempted.what)) }
}

/** One of that name that was terminated lately; whoever sees that would see one that lives. */
async function terminatedId({ place, patient, attempt }: Connection, what: string): Promise<string | undefined> {
  const { application: ApplicationName, environment } = place
  const command = new DescribeEnvironmentsCommand({
    ApplicationName,
    EnvironmentNames: [environment],
    IncludeDeleted: true,
  })
  const { Environments = [] } = await attempt({ what, action: 'DescribeEnvironments' }, () => patient.send(command))
  return Environments.find(({ Status }) => Status === 'Terminated')?.EnvironmentId
}

/** A question about the one environment is no list: who has no right to it is told so. */
async function answerAbout(
  { place, patient, attempt }: Connection,
  what: string,
): Promise<Omit<Sight, 'seesApplication'>> {
  const command = new DescribeEnvironmentResourcesCommand({ EnvironmentName: place.environment })
  return await attempt({ what, action: 'DescribeEnvironmentResources' }, async () => {
    try {
      await patient.send(command)
      return { proof: '', isThere: true }
    } catch (error) {
      if (isDenied(error)) return { proof: '', isThere: false }
      if (error instanceof Error && error.name === 'InvalidParameterValue') {
        return { proof: `AWS says: ${error.message}`, isThere: false }
      }
      throw error
    }
  })
}
