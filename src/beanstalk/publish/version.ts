// A version comes to be: its bundle is uploaded, the version made of it, and AWS has looked into it.

import { Failure } from '../../shared/failure.ts'
import { bytes } from '../../shared/printable.ts'
import type { Archive } from '../bundle-model.ts'
import type { Version } from '../model.ts'
import type { Storage, World } from '../ports.ts'
import { uploadArchive } from './upload.ts'

/** What there is to make a version of, and what is there already. */
export interface Making {
  readonly label: string
  readonly key: string
  readonly archive: Archive
  readonly description: string
  /** What was found before; its bytes were proven to be ours. */
  readonly version: Version | undefined
  readonly isUploaded: boolean
}

const PAUSE = 5_000

/** Everything that is there already was proven equal before. @throws {Failure} */
export async function makeVersion(making: Making, storage: Storage, bound: number, world: World): Promise<void> {
  const { label, version } = making
  const { beanstalk, log } = world
  if (version?.status === 'failed') {
    log.info(`Version ${label} is there, but AWS could not process it; it is made anew`)
    await beanstalk.deleteVersion(label)
  } else if (version !== undefined) {
    log.info(`Version ${label} is there already, with the same content`)
    await untilProcessed(making, bound, world)
    return
  }
  await upload(making, storage, world)
  await create(making, storage, world)
  log.info(`Created version ${label}`)
  await untilProcessed(making, bound, world)
}

/** A refusal may follow our own answer that got lost: then the version is there, and has our bundle. */
async function create({ label, key, description }: Making, { bundles }: Storage, { beanstalk }: World): Promise<void> {
  const { bucket } = bundles
  try {
    await beanstalk.createVersion({ label, bucket, key }, description)
  } catch (error) {
    const there = await beanstalk.version(label)
    if (there?.bucket !== bucket || there.key !== key) throw error
  }
}

async function upload(making: Making, { bundles }: Storage, { clock, log }: World): Promise<void> {
  const { key, archive, isUploaded } = making
  const where = `s3://${bundles.bucket}/${key}`
  const isOurs = !isUploaded && (await uploadArchive(archive, key, bundles, clock))
  if (isOurs) log.info(`Uploaded ${where} (${bytes(archive.size)})`)
  else log.info(`${where} is there already, with the same content`)
}

/** Processed and unprocessed versions can be deployed; processing and building ones are waited for. */
async function untilProcessed(making: Making, bound: number, world: World): Promise<void> {
  const { label } = making
  const { beanstalk, clock, log } = world
  for (let told = false; ; told = true) {
    const version = await beanstalk.version(label)
    const status = version?.status ?? 'not there'
    if (status === 'processed' || status === 'unprocessed') return
    if (status === 'failed') return await refuseFailed(making, world)
    if (clock.monotonic() >= bound) {
      throw new Failure(`Could not use version ${label}`, {
        why: `AWS has not processed it in time (${status})`,
        hint: 'Run again, or raise `timeout`.',
      })
    }
    if (!told) log.info(`Waiting for AWS to process version ${label} (${status})`)
    await clock.sleep(PAUSE)
  }
}

/** It is ours, and nothing can run it. */
async function refuseFailed({ label }: Making, { beanstalk, log }: World): Promise<never> {
  const event = await beanstalk.lastEvent()
  try {
    await beanstalk.deleteVersion(label)
    log.info(`Deleted version ${label}, which nothing can run`)
  } catch (error) {
    log.warning(`Version ${label} was not deleted: ${error instanceof Error ? error.message : String(error)}`)
  }
  const last = event === undefined ? '' : ` The last event was: ${event.message}`
  throw new Failure(`Could not use version ${label}`, {
    why: `AWS could not process it (status Failed): a file in .ebextensions or env.yaml is not valid.${last}`,
    hint: 'The environment was not touched. Correct the file and deploy again.',
  })
}
