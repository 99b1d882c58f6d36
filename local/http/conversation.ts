import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Clock } from '../clock.ts'
import type { Fault, Rules } from '../faults.ts'
import type { Arrival, JournalBook, Settle } from '../journal.ts'
import { Refusal, type Reply, send, sendPart } from './reply.ts'

/** What every server of Local AWS shares. */
export interface Desk {
  readonly clock: Clock
  readonly journal: JournalBook
  readonly rules: Rules
}

/** A request that is understood well enough to be written down and answered. */
export interface Conversation {
  readonly arrival: Arrival
  /** Does what was asked; throws a Refusal when it will not. */
  act(): Reply | Promise<Reply>
  /** Words a refusal the way the service does. */
  refuse(refusal: Refusal): Reply
}

/** Writes a request down, lets the rules interfere, does it and answers it. */
export async function converse(response: ServerResponse, conversation: Conversation, desk: Desk): Promise<void> {
  const { entry, settle } = desk.journal.begin(conversation.arrival, desk.clock.now())
  const fault = faultOf(() => desk.rules.faultOf(entry))
  const reply = await outcomeOf(conversation, fault, settle)
  if (reply === 'dropped') response.destroy()
  else if (reply !== 'stalled') {
    const cut = fault !== undefined && 'cut' in fault ? fault.cut : undefined
    settle(cut === undefined ? told(reply) : `${told(reply)} cut after ${cut} bytes`, reply.status)
    if (cut === undefined) send(response, reply, desk.clock.now())
    else sendPart(response, reply, desk.clock.now(), cut)
  }
}

/** A rule that throws is a mistake in a test: the request fails and says so. */
function faultOf(ask: () => Fault | undefined): Fault | undefined {
  try {
    return ask()
  } catch (error) {
    return { status: 500, code: 'InternalError', message: `A rule threw: ${String(error)}` }
  }
}

async function outcomeOf(
  conversation: Conversation,
  fault: Fault | undefined,
  settle: Settle,
): Promise<Reply | 'dropped' | 'stalled'> {
  if (fault === undefined || 'cut' in fault) return done(conversation)
  if ('status' in fault) return refused(conversation, fault.status, fault)
  if ('answer' in fault) return { ...fault.answer, note: 'by a rule' }
  if ('insideOk' in fault) return { ...refused(conversation, 200, fault.insideOk), status: 200 }
  if ('drop' in fault) return dropped(conversation, fault.drop, settle)
  if ('stall' in fault) {
    settle('stalled')
    return 'stalled'
  }
  await ('before' in fault ? settled(fault.before) : sleep(fault.delay, undefined, { ref: false }))
  return done(conversation)
}

async function done(conversation: Conversation): Promise<Reply> {
  try {
    return await conversation.act()
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'InternalError', String(error))
    return { ...conversation.refuse(refusal), code: refusal.code }
  }
}

interface Wording {
  readonly code: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
}

function refused(conversation: Conversation, status: number, { code, message = code, headers = {} }: Wording): Reply {
  return { ...conversation.refuse(new Refusal(status, code, message, { headers })), code }
}

async function dropped(conversation: Conversation, when: 'before' | 'after', settle: Settle): Promise<'dropped'> {
  if (when === 'before') settle('dropped before')
  else settle(`dropped after ${told(await done(conversation))}`)
  return 'dropped'
}

async function settled(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined)
}

function told(reply: Reply): string {
  return [String(reply.status), reply.note, reply.code].filter((part) => part !== undefined).join(' ')
}
