import type { Call } from '../http/call.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import type { Denials, Operation, Service } from '../http/service.ts'
import { keysIn } from './delete.ts'
import { accessDenied, methodNotAllowed, notImplemented } from './refusals.ts'
import { errorDocument, hostId } from './rendering.ts'
import { ROUTES, type Route } from './routes.ts'
import type { Store } from './store.ts'
import type { Visit } from './visit.ts'

/** S3 over REST with path-style addresses. */
export function s3Service(store: Store): Service {
  return {
    name: 's3',
    claims: () => true,
    operationOf: (call) => operationOf(call, store),
    refuse: (refusal, call) => ({
      status: refusal.status,
      headers: { 'Content-Type': 'application/xml', ...refusal.headers },
      body: errorDocument(refusal, call),
    }),
    headers: (call) => ({ Server: 'AmazonS3', 'x-amz-request-id': call.id, 'x-amz-id-2': hostId(call) }),
    denials: DENIALS,
  }
}

const DENIALS: Denials = {
  anonymous: accessDenied(),
  unknownKey: new Refusal(
    403,
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
  ),
  skewed: new Refusal(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
  ),
}

function operationOf(call: Call, store: Store): Operation {
  const [, bucketName = '', rawKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(call.path) ?? []
  const key = decoded(rawKey)
  if (key === undefined) return refusing(call, new Refusal(400, 'InvalidURI', "Couldn't parse the specified URI."))
  const visit: Visit = { call, store, bucketName, key }
  const route = routeOf(visit)
  if (route instanceof Refusal) return refusing(call, route)
  const { name, changes = false, act } = route
  return { name, subject: subjectOf(visit, name), changes, act: () => typed(act(visit)) }
}

/** Whatever is answered as text is XML; objects are answered as bytes. */
function typed(reply: Reply): Reply {
  if (typeof reply.body !== 'string') return reply
  return { ...reply, headers: { 'Content-Type': 'application/xml', ...reply.headers } }
}

function decoded(rawKey: string): string | undefined {
  try {
    return decodeURIComponent(rawKey)
  } catch {
    return undefined
  }
}

function subjectOf({ call, bucketName, key }: Visit, operation: string): Operation['subject'] {
  if (bucketName === '') return {}
  if (operation === 'DeleteObjects') return { bucket: bucketName, keys: keysIn(call.body) }
  return key === '' ? { bucket: bucketName } : { bucket: bucketName, key }
}

/** The operation that is asked for; whatever has no operation here is refused, never done by halves. */
function routeOf(visit: Visit): Route | Refusal {
  const place = visit.bucketName === '' ? 'service' : visit.key === '' ? 'bucket' : 'object'
  const here = ROUTES.filter((route) => route.place === place && route.method === visit.call.method)
  if (here.length === 0) return methodNotAllowed(visit.call.method)
  const route = here.find((candidate) => fits(candidate, visit.call))
  return route ?? notImplemented({ Query: Object.keys(visit.call.query).join(' ') })
}

function fits({ marker, copies = false, also = [] }: Route, { query, headers }: Call): boolean {
  if (copies !== (headers['x-amz-copy-source'] !== undefined)) return false
  if (marker !== undefined && query[marker] === undefined) return false
  return Object.keys(query).every((name) => name === marker || also.includes(name) || isProtocol(name))
}

/** The SDK's name of the operation, and the parameters of a presigned URL. */
function isProtocol(name: string): boolean {
  return name === 'x-id' || name.startsWith('X-Amz-')
}

function refusing(call: Call, refusal: Refusal): Operation {
  const query = Object.keys(call.query)
  const name = [call.method, `${call.path}${query.length > 0 ? `?${query.join('&')}` : ''}`].join(' ')
  return {
    name,
    subject: {},
    changes: false,
    act: () => {
      throw refusal
    },
  }
}
