// Reads the source bundle, be it a folder or an archive that is ready.

import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../shared/failure.ts'
import type { Log } from '../../shared/log.ts'
import type { Bundle } from '../bundle-model.ts'
import { readArchive } from './archive-bundle.ts'
import { readFolder } from './folder-bundle.ts'

export interface BundlePlace {
  /** What a relative path is relative to. */
  readonly workspace: string
  readonly log: Log
}

/**
 * @param given A folder, or an archive whose name ends in `.zip`, `.war` or `.jar`.
 * @throws {Failure} or {AggregateError} of them, with everything that cannot be bundled.
 */
export async function readBundle(given: string, { workspace, log }: BundlePlace): Promise<Bundle> {
  const location = resolve(workspace, given)
  const found = await stat(location).catch((error: unknown) => {
    throw missing(given, error)
  })
  if (found.isDirectory()) return await readFolder({ given, location, log })
  const [, ending] = /\.(zip|war|jar)$/i.exec(location) ?? []
  const source = sources.find((one) => one === ending?.toLowerCase())
  if (source === undefined || !found.isFile()) throw neither(given)
  return await readArchive({ given, location, size: found.size, source })
}

const sources = ['zip', 'war', 'jar'] as const

function missing(given: string, cause: unknown): Failure {
  const why =
    cause instanceof Error && 'code' in cause ? `there is no such folder or file (${cause.code})` : String(cause)
  return new Failure(`Could not bundle ${given}`, {
    why,
    hint: 'Set bundle to the folder of the built application, or to a .zip, .war or .jar; build it before this step.',
    cause,
  })
}

function neither(given: string): Failure {
  return new Failure(`Could not bundle ${given}`, {
    why: 'it is neither a folder nor a .zip, .war or .jar, which are all that Elastic Beanstalk takes',
    hint: 'Set bundle to the folder of the built application.',
  })
}
