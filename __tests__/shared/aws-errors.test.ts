// What an AWS error means to the person who reads it.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../src/shared/action.ts'
import { type AwsError, explain, isDenied, statusOf } from '../../src/shared/aws-errors.ts'
import { Failure } from '../../src/shared/failure.ts'

const attempted = { what: 'Could not upload s3://shop/app.js', action: 's3:PutObject', resource: 'arn:aws:s3:::shop/*' }

interface Given {
  readonly name?: string
  readonly message?: string
  readonly status?: number
  readonly code?: string
  readonly requestId?: string
}

/** An error as the SDK throws it. */
function awsError({ name = 'Error', message = 'no', status, code, requestId }: Given): AwsError {
  const $metadata = {
    ...(status === undefined ? {} : { httpStatusCode: status }),
    ...(requestId === undefined ? {} : { requestId }),
  }
  return Object.assign(new Error(message), { name, $metadata, ...(code === undefined ? {} : { code }) })
}

const told = (given: Given): string => explain(awsError(given), attempted).message

describe('a refusal names the right that is missing and where', () => {
  const missing = 'AccessDenied. The role needs s3:PutObject on arn:aws:s3:::shop/*.'

  test.each<Given>([
    { name: 'AccessDenied', status: 403 },
    { name: 'AccessDeniedException', status: 400 },
    { name: '403', status: 403 },
    { name: 'Forbidden', status: 403 },
    { name: 'Unknown', status: 403 },
    { name: 'UnknownError', status: 403 },
  ])('%j', (given) => {
    expect(told(given)).toBe(`Could not upload s3://shop/app.js: ${missing}`)
  })

  test('and what AWS itself tells, which may be a right of another service', () => {
    const message = 'User: role is not authorized to perform: kms:GenerateDataKey on resource: key/1'
    expect(told({ name: 'AccessDenied', status: 403, message })).toContain(`AccessDenied (${message}). The role needs`)
  })
})

describe('what is wrong is told in plain words, with the cure', () => {
  test.each<[Given, string, string]>([
    [{ name: 'CredentialsProviderError' }, 'no AWS credentials were found.', '`id-token: write`'],
    [{ message: 'Resolved credential is missing' }, 'no AWS credentials were found.', 'configure-aws-credentials'],
    [{ name: 'ExpiredToken', status: 400 }, 'the AWS credentials have expired.', 'role-duration-seconds'],
    [{ name: 'ExpiredTokenException', status: 403 }, 'the AWS credentials have expired.', 'role-duration-seconds'],
    [{ name: 'InvalidAccessKeyId', status: 403 }, 'AWS does not accept these credentials', 'session token'],
    [{ name: 'SignatureDoesNotMatch', status: 403 }, '(SignatureDoesNotMatch).', 'session token'],
    [{ name: 'InvalidClientTokenId', status: 403 }, '(InvalidClientTokenId).', 'session token'],
    [{ name: 'RequestTimeTooSkewed', status: 403 }, 'the clock of this machine is off (2', '15 minutes'],
    [{ name: 'SlowDown', status: 503 }, 'AWS asked to slow down (SlowDown), 6 times in a row.', '`concurrency`'],
    [{ name: 'Throttling', status: 400 }, 'AWS asked to slow down (Throttling)', 'Run again later'],
    [{ name: 'Weird', status: 429 }, 'AWS asked to slow down (Weird)', 'Run again later'],
    [{ name: 'Error', code: 'ENOTFOUND' }, 'AWS could not be reached (ENOTFOUND).', 'the region'],
    [{ name: 'AggregateError', code: 'ECONNREFUSED', message: '' }, '(ECONNREFUSED).', 'network'],
    [{ name: 'TimeoutError', message: 'silence for 15000 ms' }, '(silence for 15000 ms).', 'network'],
    [{ name: 'InternalError', status: 500 }, 'AWS failed (InternalError, status 500), 6 times in a row.', 'Run again'],
    [{ name: 'X', status: 503, requestId: 'R1' }, '(request R1). Run again later', 'is not done twice'],
  ])('%j', (given, why, cure) => {
    expect(told(given)).toMatch(/^Could not upload s3:\/\/shop\/app\.js: /)
    expect(told(given)).toContain(why)
    expect(told(given)).toContain(cure)
  })
})

test('what nobody foresaw is told as AWS told it, with the request to ask its support about', () => {
  expect(told({ name: 'InvalidTag', message: 'The tag is odd', status: 400, requestId: 'ABC' })).toBe(
    'Could not upload s3://shop/app.js: InvalidTag: The tag is odd (request ABC).',
  )
})

test('a cause that only one service knows comes before the general ones', () => {
  const causes = { AccessDenied: () => ({ why: 'it is frozen', hint: 'Thaw it.' }) }
  expect(explain(awsError({ name: 'AccessDenied', status: 403 }), attempted, causes).message).toBe(
    'Could not upload s3://shop/app.js: it is frozen. Thaw it.',
  )
})

test('a failure that already speaks to people stays as it is', () => {
  const failure = new Failure('Could not deploy app.js', { why: 'it changed' })
  expect(explain(failure, attempted)).toBe(failure)
})

test('whatever else is thrown is told, and kept as the cause', () => {
  expect(explain('a string', attempted)).toMatchObject({
    message: 'Could not upload s3://shop/app.js: a string.',
    cause: 'a string',
  })
})

test.each<[Given, boolean]>([
  [{ name: 'AccessDenied', status: 403 }, true],
  [{ name: 'Forbidden', status: 403 }, true],
  [{ name: 'InvalidAccessKeyId', status: 403 }, false],
  [{ name: 'SignatureDoesNotMatch', status: 403 }, false],
  [{ name: 'Forbidden', status: 404 }, false],
  [{ name: 'NotFound', status: 404 }, false],
])('%j is a refusal: %s', (given, denied) => {
  expect(isDenied(awsError(given))).toBe(denied)
})

test('what is no error is no refusal', () => {
  expect(isDenied('AccessDenied')).toBe(false)
})

test.each([
  ['an answer', awsError({ status: 412 }), 412],
  ['no answer', awsError({}), 0],
  ['an error of another kind', new Error('x'), 0],
  ['no error at all', undefined, 0],
])('the status of %s', (_, error, status) => {
  expect(statusOf(error)).toBe(status)
})

test('several errors at once keep their messages', () => {
  const several = new AggregateError([new Error('disk gone'), new Failure('Could not remove the uploaded parts')])
  const attempted = { what: 'Could not upload film.mp4', action: 's3:PutObject', resource: 'arn' }
  const told = messagesOf(explain(several, attempted)).join('\n')
  expect(told).toContain('disk gone')
  expect(told).toContain('Could not remove the uploaded parts')
})
