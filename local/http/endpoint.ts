import { type Call, receive } from './call.ts'
import { type Conversation, converse, type Desk } from './conversation.ts'
import type { Handler } from './listener.ts'
import { Refusal, type Reply, send } from './reply.ts'
import type { Operation, Service } from './service.ts'

/** Who may ask for what. */
export interface Admission {
  /** Is there such an access key? */
  knows(accessKey: string): boolean
  /** What is wanting of the rights that a request takes, in a sentence; undefined where nothing is. */
  wanting(service: string, asked: { readonly call: Call; readonly operation: Operation }): string | undefined
}

/** The one address at which all services answer, told apart by what a request was signed for. */
export function endpoint(services: readonly Service[], desk: Desk, admission: Admission): Handler {
  return async (request, response) => {
    const call = await receive(request)
    const service = serviceFor(call, services)
    if (service === undefined) {
      send(response, { status: 501, body: 'Local AWS has no such service.\n' }, desk.clock.now())
      return
    }
    await converse(response, conversationOn(call, service, { desk, admission }), desk)
  }
}

function serviceFor(call: Call, services: readonly Service[]): Service | undefined {
  const signed = call.signer?.service
  return signed === undefined
    ? services.find((service) => service.claims(call))
    : services.find((service) => service.name === signed)
}

interface Gate {
  readonly desk: Desk
  readonly admission: Admission
}

function conversationOn(call: Call, service: Service, gate: Gate): Conversation {
  const operation = service.operationOf(call)
  return {
    arrival: {
      service: service.name,
      operation: operation.name,
      changes: operation.changes,
      ...operation.subject,
      method: call.method,
      path: call.path,
      query: call.query,
      headers: call.headers,
      accessKey: call.signer?.accessKey,
      bytes: Number(call.headers['x-amz-decoded-content-length'] ?? call.body.length),
    },
    act: () => admitted(call, service, gate, operation),
    refuse: (refusal) => withHeaders(service.refuse(refusal, call), service.headers(call)),
  }
}

function admitted(call: Call, service: Service, { desk, admission }: Gate, operation: Operation): Reply {
  if (call.signer === undefined) throw service.denials.anonymous
  if (!admission.knows(call.signer.accessKey)) throw service.denials.unknownKey
  if (!isTimely(call.signer.time, desk)) throw service.denials.skewed
  const wanting = admission.wanting(service.name, { call, operation })
  return withHeaders(wanting === undefined ? operation.act() : denied(call, service, wanting), service.headers(call))
}

function denied(call: Call, service: Service, wanting: string): Reply {
  const unseen = service.unseen?.(call)
  if (unseen !== undefined) return unseen
  throw new Refusal(403, 'AccessDenied', wanting)
}

const QUARTER_HOUR = 15 * 60 * 1000

/**
 * AWS refuses a signature more than 15 minutes off its own clock. Here the real time is good too,
 * so that a test may let days pass without every client having to correct its clock first.
 */
function isTimely(signed: number, { clock }: Desk): boolean {
  return [clock.now(), Date.now()].some((now) => Math.abs(now - signed) <= QUARTER_HOUR)
}

function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...headers, ...reply.headers } }
}
