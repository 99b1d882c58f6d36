// What AWS describes, as the nouns of the action. What the SDK leaves open is closed here.

import type {
  ApplicationVersionDescription,
  EnvironmentDescription,
  EventDescription,
  SingleInstanceHealth,
} from '@aws-sdk/client-elastic-beanstalk'
import type { Color, Environment, Event, Instance, Severity, Version } from '../model.ts'

export function environmentOf(found: EnvironmentDescription): Environment {
  return {
    id: found.EnvironmentId ?? '',
    arn: found.EnvironmentArn ?? '',
    application: found.ApplicationName ?? '',
    name: found.EnvironmentName ?? '',
    status: found.Status ?? 'unknown',
    color: colorOf(found.Health),
    healthStatus: found.HealthStatus ?? '',
    label: found.VersionLabel ?? '',
    cname: found.CNAME ?? '',
    isWorker: found.Tier?.Name === 'Worker',
    isLoadBalanced: isLoadBalanced(found.EndpointURL),
    platform: found.SolutionStackName ?? found.PlatformArn ?? '',
    isAbortable: found.AbortableOperationInProgress ?? false,
  }
}

/**
 * The endpoint is the name of a load balancer, or the IP address of the one instance; a worker has none.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_EnvironmentDescription.html
 */
function isLoadBalanced(endpoint = ''): boolean | undefined {
  return endpoint === '' ? undefined : !/^[\d.]+$|:/.test(endpoint)
}

const colors: readonly Color[] = ['Green', 'Yellow', 'Grey', 'Red']

/** What nobody tells is grey, as AWS has it. */
function colorOf(told: string | undefined): Color {
  return colors.find((color) => color.toLowerCase() === told?.toLowerCase()) ?? 'Grey'
}

export function instanceOf(found: SingleInstanceHealth): Instance {
  return {
    id: found.InstanceId ?? '',
    label: found.Deployment?.VersionLabel ?? '',
    deployment: found.Deployment?.Status ?? '',
    color: colorOf(found.Color),
    healthStatus: found.HealthStatus ?? '',
    causes: found.Causes ?? [],
    type: found.InstanceType ?? '',
  }
}

const severities: readonly Severity[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

export function eventOf(found: EventDescription): Event {
  return {
    time: (found.EventDate ?? new Date(0)).toISOString(),
    severity: severities.find((one) => one === found.Severity) ?? 'INFO',
    message: found.Message ?? '',
    request: found.RequestId ?? '',
    label: found.VersionLabel ?? '',
  }
}

export function versionOf(found: ApplicationVersionDescription): Version {
  return {
    label: found.VersionLabel ?? '',
    status: (found.Status ?? '').toLowerCase(),
    bucket: found.SourceBundle?.S3Bucket ?? '',
    key: found.SourceBundle?.S3Key ?? '',
    created: found.DateCreated?.toISOString() ?? '',
  }
}
