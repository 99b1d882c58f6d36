// The verdict on an update: a state machine that is given what is seen, and says whether the version is live.

import { seconds } from '../../shared/printable.ts'
import type { Before, Color, Environment, Event, Sample } from '../model.ts'
import { isWorse } from './health.ts'
import { behind, below, causeIn, named } from './shortfall.ts'
import { BEHIND_FOR, BELOW_FOR, HELD, HELD_APART, MISLABELLED_FOR, RED_FOR, RIGHT, WRONG_FOR } from './verdict-times.ts'

/** What an update is held to. */
export interface Aim {
  readonly label: string
  readonly before: Before
  /** Whose events are judged; none where it is '', because nobody knows which. */
  readonly request: string
  /** Health below this does not pass. */
  readonly least: Color
  readonly looksAtWeb: boolean
  /** When waiting ends, by the clock of the samples. */
  readonly bound: number
  /** Milliseconds beyond the bound, for an update that is aborted. */
  readonly grace: number
}

export type Decision =
  | { readonly kind: 'wait' }
  /** The time is over, and the update that is under way is ours: AWS is to be asked to abort it, once. */
  | { readonly kind: 'abort' }
  | { readonly kind: 'succeeded'; readonly unseen: 'nothing' | 'instances' | 'health' }
  /** `isWorse` where there is proof that it is worse than what was there before, so that going back mends something. */
  | { readonly kind: 'failed'; readonly why: string; readonly isWorse: boolean }

/** What is remembered from sample to sample. Times are those of the samples. */
export interface Watch {
  /** The first ERROR or FATAL event of our request. */
  readonly fault: Event | undefined
  /** Was our own update seen to its end? What is under way after that is somebody else's. */
  readonly hasEnded: boolean
  readonly isAborted: boolean
  /** Ready in a row. */
  readonly ready: number
  readonly goneSince: number | undefined
  readonly mislabelledSince: number | undefined
  readonly behindSince: number | undefined
  readonly belowSince: number | undefined
  readonly redSince: number | undefined
  /** Good samples that counted, the time of the last one, and when AWS had looked then. */
  readonly held: number
  readonly heldAt: number | undefined
  readonly heldRefresh: string
  readonly right: number
  readonly wrongSince: number | undefined
}

/** Nothing is known of an environment that is not Ready but what its events told. */
const unready = {
  ready: 0,
  goneSince: undefined,
  mislabelledSince: undefined,
  behindSince: undefined,
  belowSince: undefined,
  redSince: undefined,
  held: 0,
  heldAt: undefined,
  heldRefresh: '',
  right: 0,
  wrongSince: undefined,
} as const

export const newWatch: Watch = { fault: undefined, hasEnded: false, isAborted: false, ...unready }

export interface Judged {
  readonly watch: Watch
  readonly decision: Decision
}

/** Does the next sample need a look at the web? */
export function wantsWeb(watch: Watch, aim: Aim): boolean {
  return aim.looksAtWeb && watch.held >= HELD
}

export function judge(before: Watch, sample: Sample, aim: Aim): Judged {
  const watch = { ...before, fault: before.fault ?? faultIn(sample.events, aim.request) }
  const { environment } = sample
  if (environment === undefined) return judgeUnseen(watch, sample, aim)
  if (/^terminat/i.test(environment.status)) return failed(watch, `the environment is ${environment.status}`, false)
  return environment.status === 'Ready'
    ? judgeReady(watch, { ...sample, environment }, aim)
    : judgeUnready(watch, { ...sample, environment }, aim)
}

type Seen = Sample & { readonly environment: Environment }

function faultIn(events: readonly Event[], request: string): Event | undefined {
  if (request === '') return undefined
  return events.find((event) => event.request === request && isFault(event))
}

export function isFault({ severity }: Event): boolean {
  return severity === 'ERROR' || severity === 'FATAL'
}

/** An empty answer is no proof that it is gone, and no reason to wait for ever. */
function judgeUnseen(watch: Watch, { at }: Sample, aim: Aim): Judged {
  const next = { ...watch, ...unready, goneSince: watch.goneSince ?? at }
  const isOver = at - next.goneSince >= MISLABELLED_FOR || at >= aim.bound
  return isOver ? failed(next, 'AWS names no such environment any more', false) : waiting(next)
}

function judgeUnready(watch: Watch, { environment, at }: Seen, aim: Aim): Judged {
  const next = { ...watch, ...unready }
  if (at < aim.bound) return waiting(next)
  const isOurs = !watch.hasEnded
  if (isOurs && environment.isAbortable && !watch.isAborted) {
    return { watch: { ...next, isAborted: true }, decision: { kind: 'abort' } }
  }
  if (watch.isAborted && at < aim.bound + aim.grace) return waiting(next)
  const whose = isOurs ? '' : ' with what somebody else began'
  return failed(next, firstOf(watch, `it is still ${environment.status}${whose} when the time is over`), false)
}

function judgeReady(before: Watch, sample: Seen, aim: Aim): Judged {
  const watch = noted(before, sample, aim)
  const { environment, fleet, at } = sample
  if (watch.fault !== undefined) return failed(watch, told(watch.fault), isOneOf(environment, aim))
  if (environment.label !== aim.label) return judgeMislabelled(watch, sample, aim)
  if (watch.isAborted) return failed(watch, 'the time was over, and AWS was asked to abort the update', true)
  if (sample.isScaledToZero) return { watch, decision: { kind: 'succeeded', unseen: 'health' } }
  const why = wrongTooLong(watch, sample, aim)
  if (why !== undefined) return failed(watch, why.what, why.isWorse)
  if (hasSucceeded(watch, sample, aim)) {
    return { watch, decision: { kind: 'succeeded', unseen: fleet === undefined ? 'instances' : 'nothing' } }
  }
  return at < aim.bound ? waiting(watch) : overdue(watch, sample, aim)
}

/** Everything that this sample adds to what is known. */
function noted(watch: Watch, sample: Seen, aim: Aim): Watch {
  const { environment, fleet, at, web } = sample
  const isBelow = isWorse(environment.color, aim.least)
  const isBehind = fleet !== undefined && behind(fleet, aim.label) !== undefined
  const isAsWanted = environment.label === aim.label && !isBehind && !isBelow
  const ready = watch.ready + 1
  return {
    ...watch,
    ready,
    hasEnded: watch.hasEnded || ready > 1 || (environment.label === aim.label && aim.label !== aim.before.label),
    goneSince: undefined,
    mislabelledSince: since(environment.label !== aim.label, watch.mislabelledSince, at),
    behindSince: since(isBehind, watch.behindSince, at),
    belowSince: since(isBelow, watch.belowSince, at),
    redSince: since(isBelow && environment.color === 'Red', watch.redSince, at),
    ...heldWith(watch, sample, isAsWanted),
    right: isAsWanted && web?.isRight === true ? watch.right + 1 : 0,
    wrongSince: since(web?.isRight === false, web === undefined ? undefined : watch.wrongSince, at),
  }
}

function since(isSo: boolean, first: number | undefined, at: number): number | undefined {
  return isSo ? (first ?? at) : undefined
}

/** The same look of AWS at its instances, told twice, is one good sample and not two. */
function heldWith({ held, heldAt, heldRefresh }: Watch, { at, fleet }: Seen, isAsWanted: boolean) {
  if (!isAsWanted) return { held: 0, heldAt: undefined, heldRefresh: '' }
  const isLater = heldAt === undefined || at - heldAt >= HELD_APART
  const isAnother = fleet === undefined || fleet.refreshed !== heldRefresh
  return isLater && isAnother
    ? { held: held + 1, heldAt: at, heldRefresh: fleet?.refreshed ?? '' }
    : { held, heldAt, heldRefresh }
}

function hasSucceeded(watch: Watch, { environment, fleet, web }: Seen, aim: Aim): boolean {
  const isSeen = environment.label === aim.label && (fleet === undefined || behind(fleet, aim.label) === undefined)
  const isHeld = isSeen && !isWorse(environment.color, aim.least) && watch.held >= HELD
  return isHeld && (!aim.looksAtWeb || (watch.right >= RIGHT && web?.isRight === true))
}

/** Another version than ours: going back helps only where it is neither back already nor somebody else's. */
function judgeMislabelled(watch: Watch, { environment, at }: Seen, aim: Aim): Judged {
  const isOver = at - (watch.mislabelledSince ?? at) >= MISLABELLED_FOR || at >= aim.bound
  if (!isOver) return waiting(watch)
  const what = `it is Ready and runs ${named(environment.label)}, not ${aim.label}`
  return failed(watch, what, isOneOf(environment, aim))
}

/** Neither the wanted version nor the one before: somebody else's, which is not ours to replace. */
function isOneOf({ label }: Environment, { label: wanted, before }: Aim): boolean {
  return label === wanted || label === before.label
}

interface Wrong {
  readonly what: string
  readonly isWorse: boolean
}

function wrongTooLong(watch: Watch, { environment, fleet, at, web }: Seen, aim: Aim): Wrong | undefined {
  const lasts = (from: number | undefined, most: number): boolean => from !== undefined && at - from >= most
  if (lasts(watch.behindSince, BEHIND_FOR) && fleet !== undefined) {
    return { what: `${behind(fleet, aim.label)} for ${seconds(BEHIND_FOR)} after Ready`, isWorse: true }
  }
  const low = lasts(watch.redSince, RED_FOR) ? RED_FOR : lasts(watch.belowSince, BELOW_FOR) ? BELOW_FOR : undefined
  if (low !== undefined) {
    return { what: `${below(environment)} for ${seconds(low)} after Ready${causeIn(fleet)}`, isWorse: true }
  }
  if (lasts(watch.wrongSince, WRONG_FOR)) {
    return { what: `the API answers with ${web?.what} for ${seconds(WRONG_FOR)}`, isWorse: isWebWorse(aim) }
  }
  return undefined
}

/** Where it was wrong before as well, the new version has not spoilt it. */
function isWebWorse({ before }: Aim): boolean {
  return before.web?.isRight !== false
}

function overdue(watch: Watch, { environment, fleet, web }: Seen, aim: Aim): Judged {
  const late = fleet === undefined ? undefined : behind(fleet, aim.label)
  if (late !== undefined) return failed(watch, `${late} when the time is over`, true)
  if (isWorse(environment.color, aim.least)) {
    return failed(watch, `${below(environment)} when the time is over${causeIn(fleet)}`, true)
  }
  if (web?.isRight === false) {
    return failed(watch, `the API answers with ${web.what} when the time is over`, isWebWorse(aim))
  }
  return failed(watch, 'its health could not be proven to last before the time was over', false)
}

/** An event of our request that tells of a fault says more than that the time is over. */
function firstOf({ fault }: Watch, otherwise: string): string {
  return fault === undefined ? otherwise : `${told(fault)}; ${otherwise}`
}

function told({ severity, message }: Event): string {
  return `AWS reports ${severity}: ${message}`
}

function waiting(watch: Watch): Judged {
  return { watch, decision: { kind: 'wait' } }
}

function failed(watch: Watch, why: string, isWorse: boolean): Judged {
  return { watch, decision: { kind: 'failed', why, isWorse } }
}
