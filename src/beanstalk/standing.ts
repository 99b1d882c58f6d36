// How an environment stands to what is wanted: is it live already, and if not, why?

import { isDenied } from '../shared/aws-errors.ts'
import { Failure } from '../shared/failure.ts'
import type { Environment, History, Wanted } from './model.ts'
import { isWorse, leastHealth } from './plan/health.ts'
import { behind } from './plan/shortfall.ts'
import type { Storage, World } from './ports.ts'
import type { ApiInputs } from './read/inputs.ts'
import { capacityOf } from './read/sample.ts'

export interface Standing {
  readonly environment: Environment | undefined
  /** Does it have the wanted content, under whichever label? */
  readonly isSame: boolean
  /** A reason to update; undefined where the content is live on every instance that can be seen, and is well. */
  readonly why: string | undefined
}

export async function standingOf(
  wanted: Wanted,
  history: History,
  storage: Storage,
  { inputs, world }: { readonly inputs: ApiInputs; readonly world: World },
): Promise<Standing> {
  const environment = await world.beanstalk.environment()
  if (environment?.status !== 'Ready') return { environment, isSame: false, why: 'the environment is not Ready' }
  const isSame = await hasContent(environment, wanted, history, storage, world)
  const why = isSame ? await whyNotWell(environment, inputs, world) : 'it runs another version'
  return { environment, isSame, why }
}

/** Of a version that the history does not know the bytes are looked at: its name proves nothing. */
async function hasContent(
  { label }: Environment,
  { identity, archive }: Wanted,
  history: History,
  { bundles }: Storage,
  { beanstalk, log }: World,
): Promise<boolean> {
  const recorded = history.entries.findLast((entry) => entry.label === label && entry.identity !== '')
  if (recorded !== undefined) return recorded.identity === identity
  const version = label === '' ? undefined : await beanstalk.version(label)
  if (version === undefined || version.key === '') return false
  try {
    return (await bundles.hash(version.key, version.bucket)) === archive
  } catch (error) {
    // Such as the sample application, which lies in a bucket of AWS: what cannot be read counts as other content.
    if (!(error instanceof Failure && isDenied(error.cause) && version.bucket !== bundles.bucket)) throw error
    log.info(`Version ${label} counts as other content. ${error.message}`)
    return false
  }
}

async function whyNotWell(
  environment: Environment,
  { minHealth }: ApiInputs,
  { beanstalk }: World,
): Promise<string | undefined> {
  const capacity = await capacityOf(environment, beanstalk)
  if (capacity === 'zero' || capacity === 'empty') return undefined
  const fleet = await beanstalk.fleet(environment)
  const late = fleet === undefined ? undefined : behind(fleet, environment.label)
  if (late !== undefined) return late
  return isWorse(environment.color, leastHealth(minHealth, 'Green')) ? `its health is ${environment.color}` : undefined
}
