// A run of the action in this process: the stories of src on the real SDK, with a clock, a name and a fate of its own.

import type { Fault, JournalEntry, LocalAws } from '../../../local/index.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import type { Clock } from '../../../src/shared/clock.ts'
import { gatedClock, openGate } from '../../../src/shared/gate.ts'
import type { Commits } from '../../../src/shared/order.ts'
import { stopwatch } from '../../../src/shared/stopwatch.ts'
import { s3Bucket } from '../../../src/site/aws/bucket.ts'
import { cloudFront } from '../../../src/site/aws/cdn.ts'
import { s3State } from '../../../src/site/aws/state.ts'
import { deploySite } from '../../../src/site/deploy.ts'
import type { World } from '../../../src/site/ports.ts'
import { readInputs, type SiteInputs } from '../../../src/site/read/inputs.ts'
import { readSite } from '../../../src/site/read/site.ts'
import { statePlace } from '../../../src/site/records/names.ts'
import { type Account, newAccount } from '../../../src/site/report/account.ts'
import { resumeSite } from '../../../src/site/resume.ts'
import { rollBackSite } from '../../../src/site/rollback.ts'
import '../../shared/support/node-errors.ts'
import { type RecordingLog, recordingLog } from '../../shared/support/log.ts'
import { noWay } from '../../site/support/no-way.ts'
import { withEnvironment } from './environment.ts'
import { ownTime, type Sleeper } from './time.ts'

/** What is to be run. */
export interface Run {
  /** Letters and digits; nobody else has it. */
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
  /** Its commit; higher ones are newer. */
  readonly version: number
  /** Where the build lies. */
  readonly workspace: string
  /** What its monotonic clock shows when it begins. */
  readonly offset?: number
  /** What becomes of its request with that number, counted from 1. */
  readonly fate?: (request: JournalEntry, number: number) => Fate | undefined
}

/**
 * *hold*: it waits until somebody lets it go. *freeze*: so it does, and the run stands still until it is thawed.
 * *die before* and *die after*: the run is gone, before or after that request was done.
 */
export type Fate = 'hold' | 'freeze' | 'die before' | 'die after' | Fault

export interface Held {
  readonly writer: Writer
  readonly request: JournalEntry
  letGo(): void
}

export interface Writer {
  readonly name: string
  readonly log: RecordingLog
  readonly account: Account
  /** Ended, well or not, or dead. */
  over(): boolean
  isDead(): boolean
  isFrozen(): boolean
  /** What it failed for, a sentence each. */
  failures(): readonly string[]
  /** Has it asked for something that is not done yet, and that nobody holds? */
  isBusy(): boolean
  /** Requests that wait, in an order that does not depend on how fast anything was. */
  held(): readonly Held[]
  /** Lets go of what it does not wait for any longer: a request that was cut off is done at once, or never. */
  letGoOfAbandoned(): boolean
  /** Who sleeps, if the writer is awake. */
  sleeper(): Sleeper | undefined
  /** It goes on; what was held goes on being held. */
  thaw(): void
  /** What becomes of a request. */
  meet(request: JournalEntry): Fault | undefined
}

/** Begins at once. */
export function beginWriter(run: Run, aws: LocalAws): Writer {
  const time = ownTime(aws, run.offset ?? 0)
  const log = recordingLog()
  const account = newAccount(stopwatch(time.clock, log))
  const waiting = new Set<Held>()
  let [open, asked] = [0, 0]
  let [isOver, isDead] = [false, false]
  let frozen: PromiseWithResolvers<void> | undefined
  let failure: unknown

  /** The answer reaches a living, waking writer only. */
  async function heard<Answer>(answer: Promise<Answer>): Promise<Answer> {
    open += 1
    const settled = answer.finally(() => {
      open -= 1
    })
    await settled.catch(() => {})
    while (frozen) await frozen.promise
    return isDead ? await new Promise<never>(() => {}) : await settled
  }

  function hold(request: JournalEntry): Fault {
    const { promise, resolve } = Promise.withResolvers<void>()
    const held: Held = {
      writer,
      request,
      letGo() {
        waiting.delete(held)
        resolve()
      },
    }
    waiting.add(held)
    return { before: promise }
  }

  const writer: Writer = {
    name: run.name,
    log,
    account,
    over: () => isOver || isDead,
    isDead: () => isDead,
    isFrozen: () => frozen !== undefined,
    failures: () => (failure === undefined ? [] : messagesOf(failure)),
    isBusy: () => !isOver && !isDead && open > waiting.size,
    held: () => [...waiting].sort((one, other) => (sign(one) < sign(other) ? -1 : 1)),
    letGoOfAbandoned() {
      const isAbandoned = frozen === undefined && waiting.size > open
      if (isAbandoned) for (const held of waiting) held.letGo()
      return isAbandoned
    },
    sleeper: () => (frozen || isDead ? undefined : time.next()),
    thaw() {
      frozen?.resolve()
      frozen = undefined
    },
    meet(request) {
      if (isDead) return { drop: 'before' }
      asked += 1
      const fate = frozen ? 'hold' : run.fate?.(request, asked)
      if (fate === undefined || typeof fate === 'object') return fate
      if (fate === 'die before' || fate === 'die after') isDead = true
      if (fate === 'die before') return { drop: 'before' }
      if (fate === 'die after') return { drop: 'after' }
      if (fate === 'freeze') frozen = Promise.withResolvers()
      return hold(request)
    },
  }

  async function live(): Promise<void> {
    try {
      const inputs = readInputs(variables(run.inputs))
      await tell(inputs, worldOf(run, inputs, { clock: time.clock, log, heard }))
    } catch (error) {
      account.outcome = 'failed'
      failure = error
    }
    isOver = true
  }

  async function tell(inputs: SiteInputs, world: World): Promise<void> {
    if (inputs.mode === 'resume') await resumeSite(inputs, world, account)
    else if (inputs.mode === 'rollback') await rollBackSite(inputs, world, account)
    else await deploySite(inputs, (found) => readSite(inputs, run.workspace, world, found), world, account)
  }

  void withEnvironment(aws.envFor(run.name), live)
  return writer
}

interface Own {
  readonly clock: Clock
  readonly log: RecordingLog
  readonly heard: <Answer>(answer: Promise<Answer>) => Promise<Answer>
}

function worldOf(run: Run, inputs: SiteInputs, { clock, log, heard }: Own): World {
  const { region, concurrency, prefix } = inputs
  const [gate, store] = [openGate(), openGate()]
  const state = { bucket: inputs.state, place: statePlace(prefix), region, concurrency }
  // Requests that are tried again wait for nothing.
  const hasty = { ...clock, sleep: async () => {} }
  return {
    bucket: listened(s3Bucket({ ...inputs, name: inputs.bucket, state }, gate, hasty), heard),
    state: listened(s3State(state, gate, hasty), heard),
    cdn: listened(cloudFront(region, gate, hasty), heard),
    visitor: noWay,
    commits: historyOfNumbers,
    clock: gatedClock(clock, gate),
    log,
    run: { provenance: provenanceOf(run), url: `https://example.com/${run.name}`, job: run.name, nonce: run.name },
    gate,
    leasing: { store: listened(s3State(state, store, hasty), heard), clock },
  }
}

function provenanceOf({ version, name, inputs }: Run) {
  const workflow = '.github/workflows/deploy.yml'
  const about = { repository: 'octo/shop', workflow, ref: 'refs/heads/main', attempt: 1, actor: 'octocat' }
  return { ...about, commit: commitOf(version), run: name, number: version, environment: inputs.environment ?? '' }
}

/** The commit of a version. */
export function commitOf(version: number): string {
  return version.toString(16).padStart(40, '0')
}

const historyOfNumbers: Commits = {
  async compare(base, head) {
    if (base === head) return 'identical'
    return base < head ? 'ahead' : 'behind'
  },
}

/** Every promise that a port answers passes the ear. */
function listened<Port extends object>(port: Port, heard: Own['heard']): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        const answer: unknown = member.apply(target, args)
        return answer instanceof Promise ? heard(answer) : answer
      }
    },
  })
}

function variables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}

function sign({ request: { operation, key, method, path } }: Held): string {
  return [operation, key, method, path].join(' ')
}
