// The bundle: read, looked at for what will not work, and packed.

import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytes, counted } from '../../shared/printable.ts'
import type { Archive, Bundle } from '../bundle-model.ts'
import { lintsOf, refuseErrors, sentenceOf } from '../describe/lints.ts'
import { surroundingsOf } from '../describe/surroundings.ts'
import type { Environment, Fleet } from '../model.ts'
import type { World } from '../ports.ts'
import { readBundle } from './bundle.ts'

export interface Build {
  readonly identity: string
  readonly archive: Archive
}

/** Where a bundle goes, as far as that is seen. */
export interface Destination {
  readonly environment: Environment
  readonly fleet: Fleet | undefined
}

/** @throws {Failure} with everything that cannot be bundled. */
export async function readBuild(given: string, workspace: string, { log }: World): Promise<Bundle> {
  const bundle = await readBundle(given, { workspace, log })
  log.info(`${given}: ${counted(bundle.entries.length, 'entry', 'entries')}, ${bytes(bundle.size)} unpacked`)
  return bundle
}

/** @throws {Failure} for what cannot work in this environment. */
export function lintBuild(bundle: Bundle, { environment, fleet }: Destination, { log }: World): void {
  const lints = lintsOf(bundle, surroundingsOf(environment, fleet))
  for (const lint of lints) if (lint.level === 'warning') log.warning(sentenceOf(lint))
  refuseErrors(lints)
}

/** Into a folder that ends with the runner's own temporary files. */
export async function packBuild(bundle: Bundle, temporary: string | undefined): Promise<Build> {
  const into = await mkdtemp(join(temporary ?? tmpdir(), 'colt-deploy-bundle-'))
  return { identity: bundle.identity, archive: await bundle.archive(into) }
}
