// What was really live before a release that failed.

import { expect, test } from '@jest/globals'
import { asItWas } from '../../../src/site/plan/as-it-was.ts'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type { CurrentRecord, Situation } from '../../../src/site/record-model.ts'
import { adoptedFiles, current, etagOf, filesOf, kept, objectsOf, release, situation } from '../support/records.ts'

/** The files that are put back, where these lay there and release 2 was recorded as `app.js=1`. */
function filesBefore(objects: string, keptByRun = '', given: Partial<CurrentRecord> = {}) {
  const record = current({ live: release(2, 'app.js=1'), ...given })
  const before = knownObjects(situation({ current: record, objects: objectsOf(objects) }))
  const now: Situation = situation({ current: record, objects: [] })
  return asItWas(record.live, before, kept(keptByRun), now).files
}

test('what was as recorded is put back as recorded', () => {
  expect(filesBefore('app.js=1')).toEqual(filesOf('app.js=1'))
})

test('what somebody had changed and the run has replaced is put back as it was, by the hash it was kept under', () => {
  expect(filesBefore('app.js=hand', 'app.js=hand')).toEqual(
    filesOf('app.js=hand', { headers: undefined, mayHaveSettings: true }),
  )
})

test('what somebody had changed and the run has not come to is left as it is', () => {
  expect(filesBefore('app.js=hand')).toEqual(adoptedFiles('app.js=hand'))
})

test('what was gone and is kept nowhere stays gone', () => {
  expect(filesBefore('')).toEqual([])
})

test('what was gone comes back, where it is kept', () => {
  expect(filesBefore('', '', { kept: kept('old.js=1') })).toEqual(filesOf('app.js=1'))
})

test('nothing else about the release changes', () => {
  const live = release(2, 'app.js=1', { restores: 1 })
  const { files: _, ...rest } = asItWas(live, new Map(), [], situation())
  expect(rest).toMatchObject({ sequence: 2, restores: 1, content: 'app.js=1' })
})

test('an object with the ETag of the record and other bytes is no such object', () => {
  expect(filesBefore('app.js=2')[0]?.etag).toBe(etagOf('2'))
})
