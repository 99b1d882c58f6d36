// Looks at an environment again and again until there is a verdict.

import { messagesOf } from '../shared/action.ts'
import { hasExpired } from '../shared/aws-client.ts'
import { Failure } from '../shared/failure.ts'
import { leavesOf } from '../shared/leaves.ts'
import type { Sample } from './model.ts'
import { type Aim, type Decision, judge, newWatch, type Watch, wantsWeb } from './plan/verdict.ts'
import { FIRST_PAUSE, LONGEST_PAUSE, RIGHT } from './plan/verdict-times.ts'
import type { EventReader } from './read/events.ts'
import { jittered } from './read/ready.ts'
import { takeSample } from './read/sample.ts'
import { noteEnvironment, tellEvents, tellSample } from './telling.ts'
import type { Writing } from './writing.ts'

export type Verdict = Exclude<Decision, { kind: 'wait' | 'abort' }>

/** Looks that may fail one after the other; each was tried several times. */
const FAILED_LOOKS = 5

export async function watchOver(aim: Aim, events: EventReader, writing: Writing): Promise<Verdict> {
  const { world } = writing
  let watch = newWatch
  let told = ''
  let failures = 0
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.3, LONGEST_PAUSE)) {
    const sample = await lookOrWarn(aim, watch, events, writing, failures)
    failures = sample === undefined ? failures + 1 : 0
    if (sample !== undefined) {
      told = tellSample(sample, aim.label, told, world)
      const judged = judge(watch, sample, aim)
      watch = judged.watch
      noteWeb(watch, aim, writing)
      if (judged.decision.kind === 'abort') await abort(sample, writing)
      else if (judged.decision.kind !== 'wait') {
        tellUnheard(aim, writing)
        return judged.decision
      }
    }
    const left = aim.bound - world.clock.monotonic()
    await world.clock.sleep(Math.min(jittered(pause, world), left > 1_000 ? left : pause))
  }
}

/** Without the right AWS answers with no events, as if there was nothing to tell: then it has not reported any fault, either. */
function tellUnheard({ request }: Aim, { inputs, world, account }: Writing): void {
  if (request === '' || account.events.some((event) => event.request === request)) return
  world.log.warning(
    `AWS told no event of this update of ${inputs.environment}, so faults that it reports were not seen. ` +
      'Does the role have elasticbeanstalk:DescribeEvents on it?',
  )
}

/** A look that fails says nothing of the version; several in a row end the waiting. */
async function lookOrWarn(
  aim: Aim,
  watch: Watch,
  events: EventReader,
  { inputs, world, account }: Writing,
  failures: number,
): Promise<Sample | undefined> {
  const web = { url: inputs.verifyUrl, status: inputs.verifyStatus }
  try {
    const webAim = wantsWeb(watch, aim) ? web : undefined
    const sample = await takeSample(events, { webAim, wasEmpty: aim.before.isEmpty }, world)
    tellEvents(sample.events, account, world)
    if (sample.environment !== undefined) noteEnvironment(account, sample.environment, sample.fleet, sample.at)
    return sample
  } catch (error) {
    world.gate.signal.throwIfAborted()
    if (failures >= FAILED_LOOKS || isHopeless(error)) throw error
    world.log.warning(`A look at ${inputs.environment} failed: ${messagesOf(error).join(' ')}`)
    return undefined
  }
}

function isHopeless(error: unknown): boolean {
  return leavesOf(error).some((leaf) => leaf instanceof Failure && hasExpired(leaf.cause))
}

/** Of the version that is there, and proven as a success is. */
function noteWeb(watch: Watch, aim: Aim, { account }: Writing): void {
  if (aim.looksAtWeb) account.isVerified = watch.right >= RIGHT
}

async function abort({ environment }: Sample, { inputs, world }: Writing): Promise<void> {
  if (environment === undefined) return
  world.log.warning(`The time for the update of ${inputs.environment} is over: AWS is asked to abort it.`)
  try {
    await world.beanstalk.abort(environment)
  } catch (error) {
    world.gate.signal.throwIfAborted()
    world.log.warning(error instanceof Error ? error.message : String(error))
  }
}
