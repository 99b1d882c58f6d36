// What has happened so far; a run that fails in the middle can still say it.

import { expect, test } from '@jest/globals'
import { stopwatch } from '../../../src/shared/stopwatch.ts'
import { newAccount, reportOf } from '../../../src/site/report/account.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { recordingLog } from '../../shared/support/log.ts'

const place = { bucket: 'shop', prefix: 'dist', environment: 'prod' }

test('a run has failed until the story says otherwise', () => {
  const account = newAccount(stopwatch(fakeClock(), recordingLog()))
  expect(reportOf(account, place, ['Could not list s3://shop.'])).toEqual({
    ...place,
    url: '',
    outcome: 'failed',
    plan: undefined,
    done: { uploaded: 0, headersUpdated: 0, bytesUploaded: 0 },
    refreshed: [],
    phases: [],
    failures: ['Could not list s3://shop.'],
  })
})

test('a report holds what the account holds', async () => {
  const clock = fakeClock()
  const account = newAccount(stopwatch(clock, recordingLog()))
  await account.watch.phase('Read', () => clock.sleep(30))
  account.outcome = 'deployed'
  account.url = 'https://shop.example'
  account.tally.uploaded += 3

  expect(reportOf(account, place, [])).toMatchObject({
    outcome: 'deployed',
    url: 'https://shop.example',
    done: { uploaded: 3 },
    phases: [{ name: 'Read', milliseconds: 30 }],
  })
})

test('a report does not change with what happens after it', () => {
  const account = newAccount(stopwatch(fakeClock(), recordingLog()))
  const before = reportOf(account, place, [])
  account.tally.uploaded += 1
  expect(before.done.uploaded).toBe(0)
})
