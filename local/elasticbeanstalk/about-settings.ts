// The configuration of an environment, properties and secrets in clear text, as the service really tells them.

import type { ConfigurationSettingsDescriptions } from '@aws-sdk/client-elastic-beanstalk'

import type { Answer } from './answer.ts'
import { type Ask, environmentIn } from './ask.ts'
import type { Environment } from './environment.ts'
import { required } from './query.ts'
import { invalidValue, notImplemented } from './refusals.ts'

interface Setting {
  readonly Namespace: string
  readonly OptionName: string
  readonly Value: string
}

/** The set that is deployed, and, where something is saved and not deployed, one that is pending. */
export function describeConfigurationSettings(ask: Ask): Answer<ConfigurationSettingsDescriptions> {
  const { parameters } = ask
  const application = required(parameters, 'ApplicationName')
  if (parameters.EnvironmentName === undefined) throw notImplemented('configuration templates')
  const environment = environmentIn(ask)
  if (environment.settings.application !== application) {
    throw invalidValue(`No Environment found for EnvironmentName = '${environment.name}'.`)
  }
  const deployed = settingsOf(environment)
  const draft = drafted(environment, deployed)
  const sets = [
    setOf(environment, 'deployed', deployed),
    ...(draft === undefined ? [] : [setOf(environment, 'pending', draft)]),
  ]
  return { ConfigurationSettings: sets }
}

function setOf({ name, settings, created, updated }: Environment, status: string, options: readonly Setting[]) {
  return {
    ApplicationName: settings.application,
    EnvironmentName: name,
    DeploymentStatus: status,
    DateCreated: new Date(created),
    DateUpdated: new Date(updated),
    OptionSettings: options,
  }
}

function settingsOf({ configured, settings }: Environment): readonly Setting[] {
  const { policy, batchSize, health, healthPath, properties, tier, type } = settings
  return [
    ...namespace('aws:autoscaling:asg', { MinSize: String(configured), MaxSize: String(configured) }),
    ...namespace('aws:elasticbeanstalk:command', {
      DeploymentPolicy: policy,
      BatchSize: String(batchSize),
      BatchSizeType: 'Fixed',
      IgnoreHealthCheck: 'false',
      Timeout: '600',
    }),
    ...namespace('aws:elasticbeanstalk:healthreporting:system', { SystemType: health }),
    ...namespace('aws:elasticbeanstalk:environment', {
      EnvironmentType: type,
      ...(tier === 'WebServer' && type === 'LoadBalanced' ? { LoadBalancerType: 'application' } : {}),
    }),
    ...namespace('aws:elasticbeanstalk:application', { 'Application Healthcheck URL': healthPath }),
    ...namespace('aws:elasticbeanstalk:application:environment', properties),
    ...namespace('aws:cloudformation:template:parameter', { EnvironmentVariables: joined(properties) }),
  ]
}

function namespace(name: string, options: Readonly<Record<string, string>>): readonly Setting[] {
  return Object.entries(options).map(([OptionName, Value]) => ({ Namespace: name, OptionName, Value }))
}

/** The service repeats all properties in one value. */
function joined(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join(',')
}

function drafted({ settings: { draft } }: Environment, deployed: readonly Setting[]): readonly Setting[] | undefined {
  if (Object.keys(draft).length === 0) return undefined
  return deployed.map((setting) => ({
    ...setting,
    Value: draft[`${setting.Namespace} ${setting.OptionName}`] ?? setting.Value,
  }))
}
