import type {
  ApplicationVersionDescription,
  ApplicationVersionDescriptionMessage,
  ApplicationVersionDescriptionsMessage,
} from '@aws-sdk/client-elastic-beanstalk'

import { Refusal } from '../http/reply.ts'
import type { Answer } from './answer.ts'
import type { Ask } from './ask.ts'
import { bundleIn } from './bundle.ts'
import { pageOf } from './page.ts'
import { booleanIn, listIn, required, tagsIn } from './query.ts'
import { invalidInput, invalidValue } from './refusals.ts'
import { processing, statusOf, type Version } from './version.ts'
import { addApplication, addVersion, environmentsNow, findVersion, versionNamed, type World } from './world.ts'

/** One that is to be processed is at it when it is told first: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplicationVersion.html */
export function createApplicationVersion(ask: Ask): Answer<ApplicationVersionDescriptionMessage> {
  const { world, parameters } = ask
  const description = descriptionIn(ask)
  const application = applicationIn(ask)
  const label = newLabelIn(ask, application)
  const bundle = bundleIn(ask)
  refuseOverQuota(world)
  const looked = booleanIn(parameters, 'Process') ? (world.processings.shift() ?? processing('0s')) : undefined
  const tags = tagsIn(parameters)
  const version = addVersion(world, { application, label, bundle, description, tags, processing: looked })
  return { ApplicationVersion: { ...told(version, version.created), Status: looked?.meanwhile ?? 'UNPROCESSED' } }
}

/** Newest first. Of an application or labels that do not exist there is nothing to tell. */
export function describeApplicationVersions(ask: Ask): Answer<ApplicationVersionDescriptionsMessage> {
  const { world, parameters, now } = ask
  const labels = listIn(parameters, 'VersionLabels')
  const found = world.versions.filter(
    ({ application, label }) =>
      (parameters.ApplicationName ?? application) === application && (labels === undefined || labels.includes(label)),
  )
  const { items, next } = pageOf(found.toReversed(), parameters)
  return { ApplicationVersions: items.map((version) => told(version, now)), NextToken: next }
}

export function updateApplicationVersion(ask: Ask): Answer<ApplicationVersionDescriptionMessage> {
  const version = versionIn(ask)
  Object.assign(version, { description: descriptionIn(ask) ?? version.description, updated: ask.now })
  return { ApplicationVersion: told(version, ask.now) }
}

/** Deletes the bundle, too, where that is asked for; one that cannot be deleted leaves the version undeleted. */
export function deleteApplicationVersion(ask: Ask): undefined {
  const { world, parameters } = ask
  const version = versionIn(ask)
  refuseInUse(world, version)
  if (booleanIn(parameters, 'DeleteSourceBundle') && version.bundle !== undefined) deleteBundle(world, version.bundle)
  world.versions.splice(world.versions.indexOf(version), 1)
}

function told(version: Version, now: number): Answer<ApplicationVersionDescription> {
  const { application, label, description, bundle, created, updated, arn } = version
  return {
    ApplicationVersionArn: arn,
    ApplicationName: application,
    VersionLabel: label,
    Description: description,
    SourceBundle: bundle && { S3Bucket: bundle.bucket, S3Key: bundle.key },
    DateCreated: new Date(created),
    DateUpdated: new Date(updated),
    Status: statusOf(version, now),
  }
}

function applicationIn({ world, parameters }: Ask): string {
  const name = required(parameters, 'ApplicationName')
  if (world.applications.has(name)) return name
  if (!booleanIn(parameters, 'AutoCreateApplication')) throw invalidValue(`No Application named '${name}' found.`)
  return addApplication(world, name).name
}

function newLabelIn({ world, parameters }: Ask, application: string): string {
  const label = required(parameters, 'VersionLabel')
  if (label.length > 100 || label.includes('/')) throw invalidInput(`Value '${label}' at 'VersionLabel' is not a label`)
  if (findVersion(world, application, label)) throw invalidValue(`Application Version ${label} already exists.`)
  return label
}

function versionIn({ world, parameters }: Ask): Version {
  return versionNamed(world, required(parameters, 'ApplicationName'), required(parameters, 'VersionLabel'))
}

function descriptionIn({ parameters: { Description } }: Ask): string | undefined {
  if (Description !== undefined && Description.length > 200)
    throw invalidInput("Value at 'Description' is longer than 200")
  return Description
}

function refuseOverQuota({ versions, versionQuota }: World): void {
  if (versions.length < versionQuota) return
  const message = `You cannot have more than ${versionQuota} Application Versions. Either remove some Application Versions or request a limit increase.`
  throw new Refusal(400, 'TooManyApplicationVersionsException', message)
}

/** A version is in use where it is live, on its way, or on any instance. */
function refuseInUse(world: World, { application, label }: Version): void {
  const users = environmentsNow(world).filter(
    ({ settings, status, deployed, operation, instances }) =>
      settings.application === application &&
      status !== 'Terminated' &&
      [deployed.label, operation?.label, ...instances.map(({ deployment }) => deployment.label)].includes(label),
  )
  if (users.length === 0) return
  const names = users.map(({ name }) => name).join(', ')
  throw invalidValue(`Unable to delete application version ${label} because it is deployed to: ${names}.`)
}

function deleteBundle({ store }: World, { bucket, key }: { readonly bucket: string; readonly key: string }): void {
  const objects = store.buckets.get(bucket)?.objects
  if (objects?.get(key) === undefined) {
    const message = `Unable to delete the source bundle from S3 (Bucket: ${bucket}, Key: ${key}).`
    throw new Refusal(400, 'SourceBundleDeletionFailure', message)
  }
  objects.delete(key)
}
