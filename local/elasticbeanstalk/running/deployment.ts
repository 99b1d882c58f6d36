// A version is brought to life by a real process; the environment is ready again when that is done.

import { fail, succeed } from '../endings.ts'
import type { Environment } from '../environment.ts'
import { tell } from '../events.ts'
import { start } from '../instances.ts'
import { findVersion, type World } from '../world.ts'

export function runVersion(world: World, environment: Environment, label: string): void {
  const now = () => world.clock.now()
  tell(environment, now(), 'Deploying new version to instance(s).')
  start(environment, now(), environment.instances.length)
  bringToLife(world, environment, label).then(
    () => {
      tell(environment, now(), 'New application version was deployed to running EC2 instances.')
      succeed(environment, now())
    },
    (error: unknown) => {
      environment.host?.note(String(error))
      fail(environment, now(), "Instance deployment failed. For details, see 'eb-engine.log'.")
    },
  )
}

/** Takes the bundle as it lies in Local S3 at this moment. */
export async function bringToLife(world: World, environment: Environment, label: string): Promise<void> {
  const bundle = findVersion(world, environment.settings.application, label)?.bundle
  if (bundle === undefined) return
  const object = world.store.buckets.get(bundle.bucket)?.objects.get(bundle.key)
  if (object === undefined)
    throw new Error(`There is no source bundle at s3://${bundle.bucket}/${bundle.key} any more.`)
  await environment.host?.deploy(object.bytes.read())
}
