// A client of Local Elastic Beanstalk, and the questions that tests ask most.

import {
  CreateApplicationVersionCommand,
  DescribeEnvironmentsCommand,
  DescribeEventsCommand,
  DescribeInstancesHealthCommand,
  ElasticBeanstalkClient,
  type EnvironmentDescription,
  UpdateEnvironmentCommand,
} from '@aws-sdk/client-elastic-beanstalk'

import type { LocalAws } from '../../../local/index.ts'
import { settingsFor } from '../clients.ts'

export const ApplicationName = 'colt-api'
export const EnvironmentName = 'colt-api-prod'
const S3Bucket = 'bundles'

export interface Account {
  readonly client: ElasticBeanstalkClient
  /** Puts a bundle and creates a version of it. */
  create(label: string, more?: { readonly Process?: boolean; readonly bundle?: Uint8Array }): Promise<unknown>
  /** Asks for an update, and answers the ID of the request. */
  update(label: string): Promise<string>
  environment(): Promise<EnvironmentDescription>
  /** `status label health`. */
  state(): Promise<string>
  /** `severity message`, oldest first, of one request only where it is given. */
  events(RequestId?: string): Promise<string[]>
  /** `label status` of each instance. */
  instances(): Promise<string[]>
}

export function accountOf(aws: LocalAws): Account {
  const client = new ElasticBeanstalkClient(settingsFor(aws))
  const environment = async () => {
    const named = { EnvironmentNames: [EnvironmentName], IncludeDeleted: false }
    const [found] = (await client.send(new DescribeEnvironmentsCommand(named))).Environments ?? []
    return found ?? {}
  }
  return {
    client,
    environment,
    create: (VersionLabel, { Process = true, bundle = Buffer.from(VersionLabel) } = {}) => {
      const S3Key = `${VersionLabel}.zip`
      aws.buckets.put(S3Bucket, S3Key, bundle)
      const SourceBundle = { S3Bucket, S3Key }
      return client.send(new CreateApplicationVersionCommand({ ApplicationName, VersionLabel, Process, SourceBundle }))
    },
    update: async (VersionLabel) => {
      const answer = await client.send(new UpdateEnvironmentCommand({ EnvironmentName, VersionLabel }))
      return answer.$metadata.requestId ?? ''
    },
    state: async () => {
      const { Status, VersionLabel, Health } = await environment()
      return `${Status} ${VersionLabel} ${Health}`
    },
    events: async (RequestId) => {
      const { Events = [] } = await client.send(new DescribeEventsCommand({ EnvironmentName, RequestId }))
      return Events.map(({ Severity, Message }) => `${Severity} ${Message}`).toReversed()
    },
    instances: async () => {
      const asked = { EnvironmentName, AttributeNames: ['All' as const] }
      const { InstanceHealthList = [] } = await client.send(new DescribeInstancesHealthCommand(asked))
      return InstanceHealthList.map(({ Deployment }) => `${Deployment?.VersionLabel} ${Deployment?.Status}`)
    },
  }
}
