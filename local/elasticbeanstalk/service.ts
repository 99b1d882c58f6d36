import { createHash } from 'node:crypto'

import type { Call } from '../http/call.ts'
import { queryDenials } from '../http/denials.ts'
import { Refusal, type Reply } from '../http/reply.ts'
import type { Operation, Service } from '../http/service.ts'
import type { Subject } from '../journal.ts'
import { answerDocument, errorDocument } from './answer.ts'
import { API_VERSION, type Parameters, parametersIn } from './query.ts'
import { accessDenied, notImplemented } from './refusals.ts'
import { ROUTES, type Route } from './routes.ts'
import { arnOf, type World } from './world.ts'

/** Elastic Beanstalk in the query protocol. */
export function beanstalkService(world: World): Service {
  return {
    name: 'elasticbeanstalk',
    claims: (call) => call.method === 'POST' && parametersIn(call).Version === API_VERSION,
    operationOf: (call) => operationOf(call, world),
    refuse: (refusal, call) => ({
      status: refusal.status,
      headers: { 'Content-Type': 'text/xml', ...refusal.headers },
      body: errorDocument(refusal, requestOf(call)),
    }),
    unseen: (call) => {
      const route = ROUTES.find(({ name }) => name === parametersIn(call).Action)
      return route?.unseen && answered(route, route.unseen, call)
    },
    headers: (call) => ({ 'x-amzn-RequestId': requestOf(call) }),
    denials: queryDenials,
  }
}

function operationOf(call: Call, world: World): Operation {
  const parameters = parametersIn(call)
  const name = parameters.Action ?? `${call.method} ${call.path}`
  const route = ROUTES.find((one) => one.name === name)
  return {
    name,
    subject: subjectOf(parameters),
    changes: route?.changes ?? false,
    act: () => {
      if (parameters.Version !== API_VERSION)
        throw new Refusal(400, 'InvalidAction', `There is no ${name} in this version.`)
      if (route === undefined) throw notImplemented(`the operation ${name}`)
      return perform(route, call, { world, parameters })
    },
  }
}

interface Asked {
  readonly world: World
  readonly parameters: Parameters
}

function perform(route: Route, call: Call, { world, parameters }: Asked): Reply {
  refuseUnknown(route, parameters)
  const request = requestOf(call)
  const answer = world.denied.has(route.name)
    ? unseen(route, parameters)
    : route.act({ world, parameters, request, now: world.clock.now() })
  return answered(route, answer, call)
}

function answered({ name }: Route, answer: object | undefined, call: Call): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml' },
    body: answerDocument(name, answer, requestOf(call)),
  }
}

/** Two operations hide that there is anything; all others say that they are denied. */
function unseen({ name, unseen }: Route, { EnvironmentName, ApplicationName }: Parameters): object {
  if (unseen !== undefined) return unseen
  throw accessDenied(name, arnOf(EnvironmentName === undefined ? 'application' : 'environment', ApplicationName ?? '*'))
}

function refuseUnknown({ name, takes }: Route, parameters: Parameters): void {
  const known = ['Action', 'Version', ...takes]
  const unknown = Object.keys(parameters).find((key) => !known.includes(key.split('.')[0] ?? ''))
  if (unknown !== undefined) throw notImplemented(`the parameter ${unknown} of ${name}`)
}

function subjectOf(parameters: Parameters): Subject {
  const environment = parameters.EnvironmentName ?? parameters['EnvironmentNames.member.1'] ?? parameters.EnvironmentId
  const { ApplicationName: application, VersionLabel: version } = parameters
  return {
    ...(application === undefined ? {} : { application }),
    ...(environment === undefined ? {} : { environment }),
    ...(version === undefined ? {} : { version }),
  }
}

/** Request IDs of this service are UUIDs. */
function requestOf({ id }: Call): string {
  const hex = createHash('sha256').update(id).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
