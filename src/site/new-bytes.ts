// When nobody waits for CloudFront any longer: may service workers be told of a release that an edge may not have yet?

import { Failure } from '../shared/failure.ts'
import { counted } from '../shared/printable.ts'
import { together } from '../shared/together.ts'
import { workerManifest } from './describe/worker-manifest.ts'
import type { Plan, Step } from './model.ts'
import { isOverwrite } from './plan/touched.ts'
import type { World } from './ports.ts'
import { readText } from './read/worker-manifests.ts'
import { keptName } from './records/names.ts'
import { ageOf, type NewBytes } from './verify/age.ts'
import type { Lookout } from './verifying.ts'

/**
 * Looks at those files of the worker's hash table that the release replaces. A worker that loads older bytes of them
 * than its table says refuses the release, and may serve nothing at all from then on.
 * @throws {Failure} where an address is proven to answer older bytes.
 */
export async function proveNewBytes(plan: Plan, lookouts: readonly Lookout[], world: World): Promise<void> {
  const files = await replacedFiles(plan, world)
  if (files.length === 0) return
  const ages = await together(lookouts.filter(isSeen).map(({ site }) => ageOf(site, files, MANIFEST, world)))
  const old = ages.find(({ age }) => age === 'old')
  if (old !== undefined) {
    throw new Failure('Could not tell service workers of the release', {
      why: `CloudFront answers older files than their hash table has. ${old.findings[0]?.sentence ?? ''}`,
      hint: 'Raise `wait`, or run again when CloudFront has heard.',
    })
  }
  const isProven = ages.length > 0 && ages.every(({ age }) => age === 'new')
  const seen = isProven
    ? `${counted(files.length, 'file')} of its hash table ${files.length === 1 ? 'is' : 'are'} new where we look`
    : 'whether the files of its hash table are new could not be seen'
  world.log.warning(`${MANIFEST} goes live though CloudFront has not heard everywhere: ${seen}.`)
}

const MANIFEST = 'ngsw.json'

function isSeen({ baseline }: Lookout): boolean {
  return baseline.sight === 'same' || baseline.sight === 'seen'
}

async function replacedFiles({ stages, lastStage }: Plan, world: World): Promise<readonly NewBytes[]> {
  const steps = stages.flatMap((stage) => stage.steps).filter((step) => step.kind !== 'keep' && isOverwrite(step))
  const replaced = new Map(steps.map(({ asset }) => [asset.path, asset]))
  const texts = await together(lastStage.steps.map((step) => textOf(step, world)))
  const tables = lastStage.steps.map(({ asset }, at) =>
    workerManifest(asset.path, texts[at] ?? '{}', (path) => replaced.has(path)),
  )
  return tables.flatMap(({ hashes }) =>
    [...hashes].flatMap(([path, sha1]) => {
      const file = replaced.get(path)
      return file === undefined ? [] : [{ path, sha1, headers: file.headers }]
    }),
  )
}

/** Of the manifest that goes live; undefined where its bytes stay as they are. */
async function textOf(step: Step, { state }: World): Promise<string | undefined> {
  if (step.kind === 'upload') return readText(step.asset)
  if (step.kind !== 'restore') return undefined
  return (await state.get(keptName(step.from.sha256)))?.body.toString('utf8')
}
