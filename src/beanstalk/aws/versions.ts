// Application versions on the AWS SDK.

import {
  CreateApplicationVersionCommand,
  DeleteApplicationVersionCommand,
  DescribeAccountAttributesCommand,
  DescribeApplicationVersionsCommand,
} from '@aws-sdk/client-elastic-beanstalk'
import { isDenied } from '../../shared/aws-errors.ts'
import type { Quota } from '../model.ts'
import type { Beanstalk } from '../ports.ts'
import type { Connection } from './client.ts'
import { versionOf } from './descriptions.ts'
import { allPages } from './pages.ts'

type Versions = Pick<Beanstalk, 'version' | 'versions' | 'versionQuota' | 'createVersion' | 'deleteVersion'>

export function versions({ place, patient, attempt }: Connection): Versions {
  const ApplicationName = place.application
  const reading = {
    what: `Could not read the versions of ${place.application}`,
    action: 'DescribeApplicationVersions',
    on: 'applicationversion',
  } as const
  const list = async (MaxRecords: number, more = {}) => {
    const { ApplicationVersions = [] } = await attempt(reading, () =>
      patient.send(new DescribeApplicationVersionsCommand({ ApplicationName, MaxRecords, ...more })),
    )
    return ApplicationVersions.map(versionOf)
  }
  return {
    version: async (label) => (await list(1, { VersionLabels: [label] })).find((one) => one.label === label),
    versions: async () => (await list(100)).toSorted((one, other) => (one.created < other.created ? 1 : -1)),
    versionQuota: () => readQuota(patient),
    async createVersion({ label, bucket, key }, Description) {
      const command = new CreateApplicationVersionCommand({
        ApplicationName,
        VersionLabel: label,
        Description,
        SourceBundle: { S3Bucket: bucket, S3Key: key },
        // Only .ebextensions and env.yaml are looked at, but a mistake there is told before anything is updated.
        Process: true,
        AutoCreateApplication: false,
      })
      const attempted = { what: `Could not create version ${label}`, action: 'CreateApplicationVersion' }
      await attempt({ ...attempted, on: 'applicationversion' }, () => patient.send(command))
    },
    async deleteVersion(label) {
      const command = new DeleteApplicationVersionCommand({
        ApplicationName,
        VersionLabel: label,
        DeleteSourceBundle: false,
      })
      const attempted = { what: `Could not delete version ${label}`, action: 'DeleteApplicationVersion' }
      await attempt({ ...attempted, on: 'applicationversion' }, () => patient.send(command))
    },
  }
}

/** The quota counts the versions of all applications; who may only see some of them counts too few. */
async function readQuota(client: Connection['patient']): Promise<Quota | undefined> {
  try {
    const { ResourceQuotas } = await client.send(new DescribeAccountAttributesCommand({}))
    const most = ResourceQuotas?.ApplicationVersionQuota?.Maximum
    if (most === undefined) return undefined
    const all = await allPages(async (NextToken) => {
      const answer = await client.send(new DescribeApplicationVersionsCommand({ MaxRecords: 1000, NextToken }))
      return { items: answer.ApplicationVersions ?? [], next: answer.NextToken }
    })
    return { used: all.length, most }
  } catch (error) {
    if (isDenied(error)) return undefined
    throw error
  }
}
