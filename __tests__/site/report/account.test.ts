// What has happened so far; a run that fails in the middle can still say it.

import { expect, test } from '@jest/globals'
import { stopwatch } from '../../../src/shared/stopwatch.ts'
import { type Account, newAccount, noteLive, reportOf } from '../../../src/site/report/account.ts'
import type { Place } from '../../../src/site/report/report.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import { recordingLog } from '../../shared/support/log.ts'
import { current, situation } from '../support/records.ts'
import { plan, tally } from '../support/reports.ts'

const place: Place = {
  bucket: 'shop',
  prefix: 'dist',
  state: 's3://shop/.colt-deploy/dist/',
  environment: 'prod',
  mode: 'deploy',
}
const accountNow = (clock = fakeClock()): Account => newAccount(stopwatch(clock, recordingLog()))

test('a run has failed until the story says otherwise', () => {
  expect(reportOf(accountNow(), place, ['Could not list s3://shop.'])).toEqual({
    ...place,
    url: '',
    outcome: 'failed',
    plan: undefined,
    wanted: [],
    blind: '',
    current: undefined,
    before: undefined,
    next: undefined,
    isRolledBack: false,
    done: tally(),
    refreshed: [],
    sightings: [],
    warnings: [],
    phases: [],
    failures: ['Could not list s3://shop.'],
  })
})

test('a report holds what the account holds', async () => {
  const clock = fakeClock()
  const account = accountNow(clock)
  await account.watch.phase('Read', () => clock.sleep(30))
  account.outcome = 'deployed'
  account.url = 'https://shop.example'
  account.plan = plan({ unchanged: 4 })
  account.isRolledBack = true
  account.tally.uploaded += 3

  expect(reportOf(account, place, [])).toMatchObject({
    outcome: 'deployed',
    url: 'https://shop.example',
    plan: { unchanged: 4 },
    isRolledBack: true,
    done: { uploaded: 3 },
    phases: [{ name: 'Read', milliseconds: 30 }],
  })
})

test('a report does not change with what happens after it', () => {
  const account = accountNow()
  const before = reportOf(account, place, [])
  account.tally.uploaded += 1
  expect(before.done.uploaded).toBe(0)
})

test('what is recorded as live is noted, and the number that comes next', () => {
  const account = accountNow()
  noteLive(account, situation(), 3)
  expect(reportOf(account, place, [])).toMatchObject({ current: current(), next: 3 })
})

test('what nobody has recorded is no release', () => {
  const account = accountNow()
  noteLive(account, situation({ recorded: undefined }), 1)
  expect(reportOf(account, place, [])).toMatchObject({ current: undefined, next: 1 })
})
