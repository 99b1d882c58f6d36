// The history as bytes: what was written comes back, and nothing else is gone by.

import { describe, expect, test } from '@jest/globals'
import type { History } from '../../../src/beanstalk/model.ts'
import { readHistory, writeHistory } from '../../../src/beanstalk/records/history.ts'
import { provenanceOf } from '../../../src/shared/provenance.ts'
import { pushVariables } from '../support/stage.ts'

const history: History = {
  application: 'colt-api',
  environment: 'api-prod',
  fence: 7,
  hold: { actor: 'octocat', time: '2026-11-28T12:00:00.000Z', run: 'https://example.com', reason: 'rolled back' },
  entries: [
    {
      sequence: 3,
      provenance: provenanceOf(pushVariables(2), 'api-prod'),
      state: 'begun',
      label: 'v2',
      identity: 'a'.repeat(64),
      archive: '',
      before: 'v1',
      request: '',
      restores: undefined,
      began: '2026-11-28T12:00:00.000Z',
      ended: '',
    },
  ],
}

const read = (body: Buffer | string, environment = 'api-prod') =>
  readHistory(Buffer.from(body), 's3://bundles/history.json', 'colt-api', environment)

test('comes back as it was written, and two writings differ', () => {
  expect(read(writeHistory(history, 'one'))).toEqual(history)
  expect(writeHistory(history, 'one')).not.toEqual(writeHistory(history, 'two'))
})

describe('is refused', () => {
  const body = writeHistory(history, 'one').toString()
  test.each([
    ['where it was changed by hand', body.replace('"v1"', '"v0"'), /changed by hand, or damaged/],
    ['where it is no JSON', body.slice(0, 40), /it is not JSON/],
    ['where it is of a newer format', body.replace('"format": 1', '"format": 2'), /newer version of this action/],
  ])('%s', (_, text, why) => {
    expect(() => read(text)).toThrow(why)
  })

  test('where it is that of another environment', () => {
    expect(() => read(body, 'api-dev')).toThrow(
      /Could not read s3:\/\/bundles\/history\.json: it is that of api-prod in colt-api/,
    )
  })
})
