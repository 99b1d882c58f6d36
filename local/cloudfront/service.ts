import type { Clock } from '../clock.ts'
import type { Call } from '../http/call.ts'
import { queryDenials } from '../http/denials.ts'
import { Refusal } from '../http/reply.ts'
import type { Operation, Service } from '../http/service.ts'
import type { Subject } from '../journal.ts'
import { tag } from '../xml/write.ts'
import { pathsIn } from './batch.ts'
import type { Holdings } from './distributions.ts'
import { cloudFrontDocument } from './rendering.ts'
import { ROUTES, type Route } from './routes.ts'

const VERSION = '/2020-05-31/'

/** The control plane of CloudFront. */
export function cloudFrontService(holdings: Holdings, clock: Clock): Service {
  return {
    name: 'cloudfront',
    claims: ({ path }) => path.startsWith(VERSION),
    operationOf: (call) => operationOf(call, holdings, clock),
    refuse: ({ status, code, message, headers }, call) => ({
      status,
      headers: { 'Content-Type': 'text/xml', ...headers },
      body: cloudFrontDocument('ErrorResponse', [
        tag('Error', [tag('Type', status < 500 ? 'Sender' : 'Receiver'), tag('Code', code), tag('Message', message)]),
        tag('RequestId', call.id),
      ]),
    }),
    headers: (call) => ({ 'x-amzn-RequestId': call.id }),
    denials: queryDenials,
  }
}

function operationOf(call: Call, holdings: Holdings, clock: Clock): Operation {
  const parts = call.path.replace(VERSION, '').split('/').map(decodeURIComponent)
  const route = ROUTES.find(({ method, path }) => method === call.method && fits(path.split('/'), parts))
  if (route === undefined) return unknown(call)
  const ids = parts.filter((_, index) => route.path.split('/')[index] === '*')
  const { name, changes = false, act } = route
  return {
    name,
    subject: subjectOf(route, ids, call),
    changes,
    act: () => act({ call, ...holdings, ids, now: clock.now() }),
  }
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part === '*' || part === parts[index])
}

function subjectOf({ path, changes }: Route, [id]: readonly string[], call: Call): Subject {
  if (!path.startsWith('distribution/') || id === undefined) return {}
  return changes ? { distribution: id, paths: pathsIn(call.body) } : { distribution: id }
}

function unknown({ method, path }: Call): Operation {
  return {
    name: `${method} ${path}`,
    subject: {},
    changes: false,
    act: () => {
      throw new Refusal(501, 'NotImplemented', 'Local AWS does not know this operation of CloudFront.')
    },
  }
}
