// The record of a release: what it looks like, and which one it is.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readRelease, writeRelease } from '../../../src/site/records/release.ts'
import { currentRecords } from './arbitrary.ts'
import { documentIn, failureOf, release, sealed, site } from './records.ts'

const where = 's3://shop/.colt-deploy/dist/releases/00000009.json'

test('every name has its place', () => {
  expect(Object.keys(documentIn(writeRelease(release))).join(', ')).toBe(
    'format, sequence, commit, ref, repository, workflow, run, number, attempt, actor, environment, time, ' +
      'bucket, prefix, restores, content, headers, files, sha256',
  )
})

test('what is read is what was written', () => {
  expect(readRelease(writeRelease(release), where, site, 9)).toStrictEqual(release)
  fc.assert(
    fc.property(currentRecords, ({ live }) => {
      expect(readRelease(writeRelease(live), where, live, live.sequence)).toStrictEqual(live)
    }),
  )
})

test('the order in which files are found does not change a byte', () => {
  const turned = { ...release, files: release.files.toReversed() }
  expect(writeRelease(turned).equals(writeRelease(release))).toBe(true)
})

test('one that has another number than its name is not gone by', () => {
  expect(failureOf(() => readRelease(writeRelease(release), where, site, 8)).message).toBe(
    `Could not read ${where}: sequence is 9, but its name says 8. That release cannot be returned to: choose another one. Where this stops a deploy, the release was never finished: delete the object, then run again.`,
  )
})

test.each([
  ['another site', { bucket: 'other' }, 'the same `state` bucket is used by s3://other/dist, whose record this is'],
  ['a damaged one', { content: 'x' }, 'content is not a SHA-256'],
  ['one without files', { files: undefined }, 'files is missing'],
  ['a key of elsewhere', { files: [{ key: 'app.js', size: 1, etag: 'e' }] }, 'files[0].key does not begin with dist/'],
])('%s is not gone by', (_, part, why) => {
  const body = sealed({ ...documentIn(writeRelease(release)), ...part })
  expect(failureOf(() => readRelease(body, where, site, 9)).why).toBe(why)
})

test('one that could not be read again is not written', () => {
  const failure = failureOf(() => writeRelease({ ...release, content: '' }))
  expect(failure.message).toBe(
    'Could not write the record of release 9 of s3://shop/dist: content is not a SHA-256. ' +
      'No deploy could read it again. This is a fault of the action: please report it.',
  )
})
