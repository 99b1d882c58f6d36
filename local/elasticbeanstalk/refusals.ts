// How Elastic Beanstalk words what it will not do. Clients must not match the sentences; people read them.

import { Refusal } from '../http/reply.ts'

/** Most of what is wrong comes under this one code, and only the sentence tells what. */
export function invalidValue(message: string): Refusal {
  return new Refusal(400, 'InvalidParameterValue', message)
}

/** A value that cannot be right whatever there is. */
export function invalidInput(message: string): Refusal {
  return new Refusal(400, 'ValidationError', `1 validation error detected: ${message}`)
}

export function invalidState(environment: string, must: string): Refusal {
  return invalidValue(`Environment named ${environment} is in an invalid state for this operation. Must be ${must}.`)
}

export function invalidRequest(message: string): Refusal {
  return new Refusal(400, 'InvalidRequestException', message)
}

export function accessDenied(action: string, resource: string): Refusal {
  const who = 'arn:aws:sts::123456789012:assumed-role/local/session'
  const message = `User: ${who} is not authorized to perform: elasticbeanstalk:${action} on resource: ${resource}`
  return new Refusal(403, 'AccessDenied', message)
}

/** What Local AWS does not know it refuses, so that no test passes by being ignored. */
export function notImplemented(what: string): Refusal {
  return new Refusal(501, 'NotImplemented', `Local AWS does not know ${what} of Elastic Beanstalk.`)
}

/** What a rule answers in place of a service that is asked too often. */
export const throttled = { status: 400, code: 'Throttling', message: 'Rate exceeded' } as const
