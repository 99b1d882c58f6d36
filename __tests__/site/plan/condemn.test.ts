// Marks in the record what prune will take.

import { describe, expect, test } from '@jest/globals'
import { condemn } from '../../../src/site/plan/condemn.ts'
import type { CurrentRecord } from '../../../src/site/record-model.ts'
import { ago, current, kept, NOW, past, release, retained } from '../support/records.ts'

const long = { ended: ago(90) }
const record = current({
  live: release(5, ''),
  history: [past(1, long), past(4)],
  ledger: [...retained('old.js=1', long), ...retained('new.js=2', { release: 4 })],
  kept: [...kept('old.png=3', long), ...kept('new.png=4', { release: 4 })],
  begun: [{ sequence: 2, ...long }],
})
const usual = { releases: 2, days: 30 }

describe('what no release needs any more', () => {
  const after = condemn(record, usual, 100, NOW).record

  test('is condemned: files and copies', () => {
    expect(after.ledger.map(({ condemned }) => condemned)).toEqual([true, false])
    expect(after.kept.map(({ condemned }) => condemned)).toEqual([true, false])
  })

  test('is forgotten: releases', () => {
    expect(after.history).toEqual([past(4)])
    expect(after.begun).toEqual([])
  })

  test('is all that changes', () => {
    const same = ({ history: _, begun: __, ledger: ___, kept: ____, ...rest }: CurrentRecord) => rest
    expect(same(after)).toEqual(same(record))
    expect(after.ledger.map(({ file }) => file)).toEqual(record.ledger.map(({ file }) => file))
  })
})

describe('more than may leave at once', () => {
  test('stays, and is counted: files and copies together', () => {
    expect(condemn(record, usual, 1, NOW)).toEqual({ record, refused: 2 })
  })

  test('is not as much as may leave', () => {
    expect(condemn(record, usual, 2, NOW).refused).toBe(0)
    expect(condemn(record, usual, 2, NOW).record.ledger[0]?.condemned).toBe(true)
  })
})

test('what was condemned before stays condemned', () => {
  const before = { ...record, ledger: retained('old.js=1', { release: 4, condemned: true }) }
  expect(condemn(before, usual, 100, NOW).record.ledger[0]?.condemned).toBe(true)
})

test('the last number that was ever begun stays known, so that no later release takes it again', () => {
  const begun = [
    { sequence: 4, ...long },
    { sequence: 6, ...long },
  ]
  expect(condemn({ ...record, history: [], begun }, usual, 100, NOW).record.begun).toEqual(begun.slice(1))
})
