// The next record.

import { describe, expect, test } from '@jest/globals'
import { knownObjects } from '../../../src/site/plan/known.ts'
import type { Outcome } from '../../../src/site/plan/outcome.ts'
import { succeed } from '../../../src/site/plan/succession.ts'
import type { ReleaseRecord, Situation } from '../../../src/site/record-model.ts'
import { ago, current, objectsOf, past, release, sha256, situation } from '../support/records.ts'

const now = ago(0)

function nextAfter(given: Partial<Situation>, live: ReleaseRecord, outcome: Partial<Outcome> = {}) {
  const from = situation(given)
  const nothing = { removed: new Set<string>(), kept: [], purged: new Set<string>(), leaves: false, now }
  return succeed(from, { live, known: knownObjects(from), ...nothing, ...outcome })
}

const before = { current: current({ live: release(2, 'app.js=1'), history: [past(1)] }) }

describe('after a deploy', () => {
  const next = nextAfter(before, release(3, 'app.js=2'))

  test('the new release is live', () => {
    expect(next.live).toEqual(release(3, 'app.js=2'))
  })

  test('the one before is history, and ended now', () => {
    const { sequence, provenance, time, content } = release(2, 'app.js=1')
    const ended = { restores: undefined, ended: now, left: false, missing: [] }
    expect(next.history).toEqual([past(1), { sequence, provenance, time, content, ...ended }])
  })
})

test('after a rollback the one before was left', () => {
  const next = nextAfter(before, release(3, '', { restores: 1 }), { leaves: true })
  expect(next.history.map(({ sequence, left }) => [sequence, left])).toEqual([
    [1, false],
    [2, true],
  ])
})

test('a release that restores another is history as such', () => {
  const restoring = { current: current({ live: release(4, '', { restores: 2 }) }) }
  expect(nextAfter(restoring, release(5, '')).history).toMatchObject([{ sequence: 4, restores: 2 }])
})

test('after the return to the same release nothing is history that was not', () => {
  expect(nextAfter(before, before.current.live).history).toEqual([past(1)])
})

describe('what was there before the first release', () => {
  test('is history, so that it can be returned to', () => {
    expect(nextAfter({ current: current({ live: release(0, 'a=1') }) }, release(1, '')).history).toMatchObject([
      { sequence: 0, ended: now },
    ])
  })

  test('is none where nothing was', () => {
    expect(nextAfter({ current: current({ live: release(0, '') }) }, release(1, 'a=1')).history).toEqual([])
  })
})

describe('a release that did not finish', () => {
  const begun = [{ sequence: 3, ended: ago(9) }]
  const given = { current: current({ begun }), open: [release(4, ''), release(5, '')] }

  test('is noted, with the time when it was found', () => {
    expect(nextAfter(given, release(6, '')).begun).toEqual([
      ...begun,
      { sequence: 4, ended: now },
      { sequence: 5, ended: now },
    ])
  })

  test('is not the one that is live by now, though its plan had to be made again', () => {
    expect(nextAfter(given, release(5, '')).begun).toEqual([...begun, { sequence: 4, ended: now }])
  })

  test('is not noted before CloudFront was told of it, so that the next run does it', () => {
    expect(nextAfter(given, release(2, ''), { isUntold: true }).begun).toEqual(begun)
  })

  test('is noted after the return to the one before, too', () => {
    expect(nextAfter({ open: [release(3, '')] }, release(2, '')).begun).toEqual([{ sequence: 3, ended: now }])
  })
})

test('files and copies that the new release does not have are in it', () => {
  const given = {
    ...before,
    kept: new Map([[sha256('9'), { etag: 'orphan', size: 1 }]]),
    objects: objectsOf('app.js=1'),
  }
  const next = nextAfter(given, release(3, 'new.js=1'))
  expect(next.ledger.map(({ file: { key } }) => key)).toEqual(['dist/app.js'])
  expect(next.kept.map(({ etag }) => etag)).toEqual(['orphan'])
})
