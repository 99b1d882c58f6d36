// What each operation of Elastic Beanstalk takes: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticbeanstalk.html

import { listIn, type Parameters, parametersIn } from '../elasticbeanstalk/query.ts'
import { arnOf, environmentsNow } from '../elasticbeanstalk/world.ts'
import type { Asked, Rights } from './asked.ts'
import type { Right } from './decision.ts'

export const beanstalkRights: Rights = {
  CreateStorageLocation: onAccount,
  DescribeAccountAttributes: onAccount,
  DescribeApplications: (asked) =>
    (listIn(parametersIn(asked.call), 'ApplicationNames') ?? ['*']).map((name) => onApplication(asked, name)),
  CreateApplicationVersion: (asked) => [onApplication(asked, named(asked, 'ApplicationName')), ...onVersions(asked)],
  DescribeApplicationVersions: onVersions,
  UpdateApplicationVersion: onVersions,
  DeleteApplicationVersion: onVersions,
  DescribeEnvironments: onEnvironments,
  UpdateEnvironment: onEnvironments,
  AbortEnvironmentUpdate: onEnvironments,
  DescribeEvents: onEnvironments,
  DescribeEnvironmentHealth: onEnvironments,
  DescribeInstancesHealth: onEnvironments,
  DescribeEnvironmentResources: onEnvironments,
  DescribeConfigurationSettings: onEnvironments,
  DescribeEnvironmentManagedActions: onEnvironments,
  ListTagsForResource: (asked) => [onArn(asked, named(asked, 'ResourceArn'))],
}

function onAccount({ operation }: Asked): readonly Right[] {
  return [{ action: actionOf(operation), resource: '*' }]
}

function onApplication({ operation }: Asked, name: string): Right {
  return { action: actionOf(operation), resource: arnOf('application', name) }
}

/** Without labels it is about all of the application, and without an application about all that there are. */
function onVersions(asked: Asked): readonly Right[] {
  const parameters = parametersIn(asked.call)
  const { ApplicationName: application = '*', VersionLabel: label } = parameters
  const labels = listIn(parameters, 'VersionLabels') ?? [label ?? '*']
  return labels.map((one) => within(asked, application, arnOf('applicationversion', `${application}/${one}`)))
}

/** The environments that are named, by name or ID; without names all of the application. */
function onEnvironments(asked: Asked): readonly Right[] {
  const parameters = parametersIn(asked.call)
  const names = listIn(parameters, 'EnvironmentNames') ?? namesIn(parameters)
  if (names.length > 0) return names.flatMap((name) => onEnvironment(asked, name, parameters.ApplicationName))
  const { ApplicationName: application = '*' } = parameters
  return [within(asked, application, arnOf('environment', `${application}/*`))]
}

function namesIn({ EnvironmentName: name, EnvironmentId: id }: Parameters): readonly string[] {
  return [name ?? id].filter((one) => one !== undefined)
}

/** What is not there has no tags, and without its application no ARN either: then AWS can only say that it is not there. */
function onEnvironment(asked: Asked, called: string, application: string | undefined): readonly Right[] {
  const found = environmentsNow(asked.estate.world).find(
    ({ name, id, status }) => status !== 'Terminated' && (name === called || id === called),
  )
  if (found !== undefined) return [onArn(asked, found.arn)]
  return application === undefined ? [] : [within(asked, application, arnOf('environment', `${application}/${called}`))]
}

function onArn(asked: Asked, arn: string): Right {
  const found = environmentsNow(asked.estate.world).find((one) => one.arn === arn && one.status !== 'Terminated')
  const right = within(asked, arn.split('/')[1] ?? '', arn)
  const tags = Object.entries(found?.settings.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value])
  return { ...right, context: { ...right.context, ...Object.fromEntries(tags) } }
}

function within({ operation }: Asked, application: string, resource: string): Right {
  const context = { 'elasticbeanstalk:InApplication': arnOf('application', application) }
  return { action: actionOf(operation), resource, context }
}

function named({ call }: Asked, parameter: string): string {
  return parametersIn(call)[parameter] ?? ''
}

function actionOf({ name }: { readonly name: string }): string {
  return `elasticbeanstalk:${name}`
}
