import { createStorageLocation, describeAccountAttributes } from './about-account.ts'
import { describeApplications } from './about-applications.ts'
import { abortEnvironmentUpdate, describeEnvironments, updateEnvironment } from './about-environments.ts'
import { describeEvents } from './about-events.ts'
import { describeEnvironmentHealth, describeInstancesHealth } from './about-health.ts'
import {
  describeEnvironmentManagedActions,
  describeEnvironmentResources,
  listTagsForResource,
} from './about-resources.ts'
import { describeConfigurationSettings } from './about-settings.ts'
import {
  createApplicationVersion,
  deleteApplicationVersion,
  describeApplicationVersions,
  updateApplicationVersion,
} from './about-versions.ts'
import type { Ask } from './ask.ts'

export interface Route {
  readonly name: string
  /** The parameters that it understands; a request with any other is refused. */
  readonly takes: readonly string[]
  readonly changes?: boolean
  /** What it answers to who has no right to it; a denial unless given. */
  readonly unseen?: object
  readonly act: (ask: Ask) => object | undefined
}

const changes = true
const ENVIRONMENT = ['EnvironmentName', 'EnvironmentId']
const VERSION = ['ApplicationName', 'VersionLabel']
const PAGE = ['MaxRecords', 'NextToken']

/** Every operation of Elastic Beanstalk that Local AWS knows: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_Operations.html */
export const ROUTES: readonly Route[] = [
  { name: 'CreateStorageLocation', takes: [], changes, act: createStorageLocation },
  { name: 'DescribeAccountAttributes', takes: [], act: describeAccountAttributes },
  { name: 'DescribeApplications', takes: ['ApplicationNames'], act: describeApplications },
  {
    name: 'CreateApplicationVersion',
    takes: [...VERSION, 'Description', 'SourceBundle', 'AutoCreateApplication', 'Process', 'Tags'],
    changes,
    act: createApplicationVersion,
  },
  {
    name: 'DescribeApplicationVersions',
    takes: ['ApplicationName', 'VersionLabels', ...PAGE],
    act: describeApplicationVersions,
  },
  { name: 'UpdateApplicationVersion', takes: [...VERSION, 'Description'], changes, act: updateApplicationVersion },
  {
    name: 'DeleteApplicationVersion',
    takes: [...VERSION, 'DeleteSourceBundle'],
    changes,
    act: deleteApplicationVersion,
  },
  {
    name: 'DescribeEnvironments',
    takes: [...VERSION, 'EnvironmentNames', 'EnvironmentIds', 'IncludeDeleted', 'IncludedDeletedBackTo', ...PAGE],
    unseen: { Environments: [] },
    act: describeEnvironments,
  },
  { name: 'UpdateEnvironment', takes: [...ENVIRONMENT, ...VERSION], changes, act: updateEnvironment },
  { name: 'AbortEnvironmentUpdate', takes: ENVIRONMENT, changes, act: abortEnvironmentUpdate },
  {
    name: 'DescribeEvents',
    takes: [...ENVIRONMENT, ...VERSION, 'RequestId', 'Severity', 'StartTime', 'EndTime', ...PAGE],
    unseen: { Events: [] },
    act: describeEvents,
  },
  { name: 'DescribeEnvironmentHealth', takes: [...ENVIRONMENT, 'AttributeNames'], act: describeEnvironmentHealth },
  {
    name: 'DescribeInstancesHealth',
    takes: [...ENVIRONMENT, 'AttributeNames', 'NextToken'],
    act: describeInstancesHealth,
  },
  { name: 'DescribeEnvironmentResources', takes: ENVIRONMENT, act: describeEnvironmentResources },
  {
    name: 'DescribeConfigurationSettings',
    takes: ['ApplicationName', 'EnvironmentName'],
    act: describeConfigurationSettings,
  },
  {
    name: 'DescribeEnvironmentManagedActions',
    takes: [...ENVIRONMENT, 'Status'],
    act: describeEnvironmentManagedActions,
  },
  { name: 'ListTagsForResource', takes: ['ResourceArn'], act: listTagsForResource },
]
