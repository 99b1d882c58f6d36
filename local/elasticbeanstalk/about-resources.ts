import type {
  DescribeEnvironmentManagedActionsResult,
  EnvironmentResourceDescriptionsMessage,
  ResourceTagsDescriptionMessage,
} from '@aws-sdk/client-elastic-beanstalk'

import { Refusal } from '../http/reply.ts'
import type { Answer } from './answer.ts'
import { type Ask, environmentIn } from './ask.ts'
import type { Environment } from './environment.ts'
import { required } from './query.ts'
import { environmentsNow, type World } from './world.ts'

export function describeEnvironmentResources(ask: Ask): Answer<EnvironmentResourceDescriptionsMessage> {
  const environment = environmentIn(ask)
  const stack = `awseb-${environment.id}-stack`
  const worker = environment.settings.tier === 'Worker'
  const isBalanced = !worker && environment.settings.type === 'LoadBalanced'
  return {
    EnvironmentResources: {
      EnvironmentName: environment.name,
      AutoScalingGroups: [{ Name: `${stack}-AWSEBAutoScalingGroup` }],
      Instances: environment.instances.map(({ id }) => ({ Id: id })),
      LaunchConfigurations: [],
      LaunchTemplates: [{ Id: `lt-${environment.id.slice(2)}` }],
      LoadBalancers: isBalanced ? [{ Name: `${stack}-AWSEBV2LoadBalancer` }] : [],
      Triggers: [],
      Queues: worker ? [{ Name: 'WorkerQueue', URL: `https://sqs.us-east-1.amazonaws.com/${stack}` }] : [],
    },
  }
}

/** Those that wait for their window, and one that is under way. */
export function describeEnvironmentManagedActions(ask: Ask): Answer<DescribeEnvironmentManagedActionsResult> {
  const environment = environmentIn(ask)
  const actions = [...runningIn(environment), ...scheduledIn(environment)]
  const { Status } = ask.parameters
  return { ManagedActions: actions.filter((action) => Status === undefined || action.Status === Status) }
}

function scheduledIn({ settings }: Environment) {
  return settings.managedActions.map(({ id, description, windowStart }) => ({
    ActionId: id,
    ActionDescription: description,
    ActionType: 'PlatformUpdate' as const,
    Status: 'Scheduled' as const,
    WindowStartTime: windowStart,
  }))
}

function runningIn({ operation }: Environment) {
  if (operation?.kind !== 'managed update') return []
  const ActionDescription = 'Update the environment platform.'
  return [{ ActionId: operation.request, ActionDescription, ActionType: 'PlatformUpdate', Status: 'Running' } as const]
}

export function listTagsForResource({ world, parameters }: Ask): Answer<ResourceTagsDescriptionMessage> {
  const arn = required(parameters, 'ResourceArn')
  const tags = tagsOf(world, arn)
  if (tags === undefined) throw new Refusal(400, 'ResourceNotFoundException', `No resource found for ARN '${arn}'.`)
  return { ResourceArn: arn, ResourceTags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }
}

/** An environment carries tags of its own making, too. */
function tagsOf(world: World, arn: string): Readonly<Record<string, string>> | undefined {
  const environment = environmentsNow(world).find((one) => one.arn === arn && one.status !== 'Terminated')
  if (environment === undefined) {
    return [...world.versions, ...world.applications.values()].find((one) => one.arn === arn)?.tags
  }
  const { id, name, settings } = environment
  return {
    'elasticbeanstalk:environment-name': name,
    'elasticbeanstalk:environment-id': id,
    Name: name,
    ...settings.tags,
  }
}
