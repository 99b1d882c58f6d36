// The inputs of the API action: what they mean, and every fault at once.

import { describe, expect, test } from '@jest/globals'
import { readInputs } from '../../../src/beanstalk/read/inputs.ts'
import { messagesOf } from '../../../src/shared/action.ts'

const least = { INPUT_APPLICATION: 'colt-api', INPUT_ENVIRONMENT: 'api-prod', INPUT_BUNDLE: 'dist' }

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readInputs({ ...least, ...env })
    return []
  } catch (error) {
    return messagesOf(error)
  }
}

test('what is not given has the declared defaults', () => {
  expect(readInputs(least)).toMatchObject({
    mode: 'deploy',
    label: '',
    minHealth: 'green',
    verifyStatus: 200,
    timeout: 30 * 60_000,
    onFailure: 'rollback',
    whenAbsent: 'fail',
    allowsOlder: false,
    region: 'us-east-1',
  })
})

test('every fault is told at once, by the name of its input', () => {
  const faults = faultsOf({
    INPUT_APPLICATION: '',
    INPUT_ENVIRONMENT: 'api',
    'INPUT_MIN-HEALTH': 'blue',
    'INPUT_VERIFY-URL': 'api.example.com',
    'INPUT_VERIFY-STATUS': '20',
    INPUT_TIMEOUT: '61',
    INPUT_BUCKET: 's3://bundles',
    INPUT_REGION: 'virginia',
    'INPUT_VERSION-LABEL': 'a/b',
  })
  expect(faults.map((fault) => /^Input ([\w-]+): /.exec(fault)?.[1]).sort()).toEqual([
    'application',
    'bucket',
    'environment',
    'min-health',
    'region',
    'timeout',
    'verify-status',
    'verify-url',
    'version-label',
  ])
})

describe('a bundle', () => {
  test.each([
    ['deploy', '', 1],
    ['plan', '', 1],
    ['plan', 'v1', 0],
    ['rollback', '', 0],
    ['resume', '', 0],
  ])('with mode %s and version-label “%s” has %i faults where it is missing', (mode, label, count) => {
    expect(faultsOf({ INPUT_BUNDLE: '', INPUT_MODE: mode, 'INPUT_VERSION-LABEL': label })).toHaveLength(count)
  })
})
