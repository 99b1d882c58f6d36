// What is asked of Elastic Beanstalk of an environment. Empty answers are handed on as such: they are no proof.

import {
  DescribeConfigurationSettingsCommand,
  DescribeEnvironmentManagedActionsCommand,
  DescribeEnvironmentResourcesCommand,
  DescribeEnvironmentsCommand,
  DescribeEventsCommand,
  DescribeInstancesHealthCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-elastic-beanstalk'
import { isDenied } from '../../shared/aws-errors.ts'
import type { Capacity, Environment, Event, Fleet } from '../model.ts'
import type { Beanstalk } from '../ports.ts'
import type { Connection } from './client.ts'
import { environmentOf, eventOf, instanceOf } from './descriptions.ts'
import { allPages } from './pages.ts'
import { readSight } from './sight.ts'

type Looking = Pick<
  Beanstalk,
  'environment' | 'sight' | 'fleet' | 'capacity' | 'events' | 'lastEvent' | 'managedActions' | 'tags'
>

export function looking(connection: Connection): Looking {
  const { place, patient, attempt } = connection
  const named = { ApplicationName: place.application, EnvironmentName: place.environment }
  return {
    environment: () => readEnvironment(connection),
    sight: () => readSight(connection),
    fleet: (environment) => readFleet(connection, environment),
    capacity: (environment) => orUndefined(() => readCapacity(connection, environment)),
    events: (from) => readEvents(connection, from),
    lastEvent: async () => {
      const what = { what: `Could not read the events of ${place.environment}`, action: 'DescribeEvents' }
      const { Events } = await attempt(what, () => patient.send(new DescribeEventsCommand({ ...named, MaxRecords: 1 })))
      return Events?.[0] && eventOf(Events[0])
    },
    managedActions: ({ id }) =>
      orUndefined(async () => {
        const command = new DescribeEnvironmentManagedActionsCommand({ EnvironmentId: id })
        const { ManagedActions } = await patient.send(command)
        return (ManagedActions ?? []).map((one) => ({
          description: one.ActionDescription ?? one.ActionType ?? '',
          status: one.Status ?? '',
          window: one.WindowStartTime?.toISOString() ?? '',
        }))
      }),
    tags: ({ arn }) =>
      attempt({ what: `Could not read the tags of ${place.environment}`, action: 'ListTagsForResource' }, () =>
        orUndefined(async () => {
          const { ResourceTags } = await patient.send(new ListTagsForResourceCommand({ ResourceArn: arn }))
          return Object.fromEntries((ResourceTags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
        }),
      ),
  }
}

async function readEnvironment({ place, patient, attempt }: Connection): Promise<Environment | undefined> {
  const command = new DescribeEnvironmentsCommand({
    ApplicationName: place.application,
    EnvironmentNames: [place.environment],
    IncludeDeleted: false,
  })
  const attempted = { what: `Could not read the environment ${place.environment}`, action: 'DescribeEnvironments' }
  const { Environments = [] } = await attempt(attempted, () => patient.send(command))
  // A terminated environment may still be told under the name of one that lives.
  return Environments.map(environmentOf).find(({ status }) => status !== 'Terminated')
}

async function readFleet(
  { place, patient, attempt }: Connection,
  environment: Environment,
): Promise<Fleet | undefined> {
  if (environment.healthStatus === '') return undefined
  const attempted = { what: `Could not see the instances of ${place.environment}`, action: 'DescribeInstancesHealth' }
  let refreshed = ''
  const instances = await attempt(attempted, () =>
    allPages(async (NextToken) => {
      const asked = { EnvironmentId: environment.id, AttributeNames: ['All' as const], NextToken }
      const answer = await patient.send(new DescribeInstancesHealthCommand(asked))
      refreshed = answer.RefreshedAt?.toISOString() ?? refreshed
      return { items: answer.InstanceHealthList ?? [], next: answer.NextToken }
    }),
  )
  return { refreshed, instances: instances.map(instanceOf) }
}

async function readCapacity(connection: Connection, environment: Environment): Promise<Capacity> {
  if (await wantsNone(connection, environment)) return 'zero'
  const command = new DescribeEnvironmentResourcesCommand({ EnvironmentId: environment.id })
  const { EnvironmentResources } = await connection.patient.send(command)
  return (EnvironmentResources?.Instances ?? []).length === 0 ? 'empty' : 'some'
}

/** Of all settings only this one is looked at: the others hold passwords in clear text. */
async function wantsNone({ place, patient }: Connection, { name }: Environment): Promise<boolean> {
  const command = new DescribeConfigurationSettingsCommand({
    ApplicationName: place.application,
    EnvironmentName: name,
  })
  const { ConfigurationSettings = [] } = await patient.send(command)
  const deployed = ConfigurationSettings.find(({ DeploymentStatus }) => DeploymentStatus !== 'pending')
  const sizes = (deployed?.OptionSettings ?? []).filter(
    ({ Namespace, OptionName }) => Namespace === 'aws:autoscaling:asg' && OptionName === 'MaxSize',
  )
  return sizes.length > 0 && sizes.every(({ Value }) => Value === '0')
}

async function readEvents({ place, patient, attempt }: Connection, from: string): Promise<readonly Event[]> {
  const attempted = { what: `Could not read the events of ${place.environment}`, action: 'DescribeEvents' }
  const since = from === '' ? {} : { StartTime: new Date(from) }
  const named = { ApplicationName: place.application, EnvironmentName: place.environment, ...since }
  const newestFirst = await attempt(attempted, () =>
    allPages(async (NextToken) => {
      const { Events, NextToken: next } = await patient.send(
        new DescribeEventsCommand({ ...named, MaxRecords: 1000, NextToken }),
      )
      return { items: Events ?? [], next }
    }, 5),
  )
  return newestFirst.toReversed().map(eventOf)
}

/** What only helps to tell more is not worth failing for where the role may not see it. */
async function orUndefined<Answer>(look: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await look()
  } catch (error) {
    if (isDenied(error)) return undefined
    throw error
  }
}
