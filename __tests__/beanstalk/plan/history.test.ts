// What a history says, and that going back never goes forward.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Entry, History } from '../../../src/beanstalk/model.ts'
import { changed, liveEntry, openEntry, rollbackTarget, withEntry } from '../../../src/beanstalk/plan/history.ts'
import { provenanceOf } from '../../../src/shared/provenance.ts'

const none: History = { application: 'a', environment: 'e', fence: 1, hold: undefined, entries: [] }

type Given = Partial<Entry> & Pick<Entry, 'label'>

const entry = (given: Given): Omit<Entry, 'sequence'> => ({
  provenance: provenanceOf({}, 'e'),
  state: 'deployed',
  identity: given.label.padEnd(64, '0'),
  archive: '',
  before: '',
  request: '',
  restores: undefined,
  began: '2026-11-28T12:00:00.000Z',
  ended: '',
  ...given,
})

const history = (...given: readonly Given[]): History => given.reduce((all, one) => withEntry(all, entry(one)), none)

describe('a history', () => {
  test('keeps the last twenty, and goes on counting', () => {
    const all = history(...Array.from({ length: 25 }, (_, index) => ({ label: `v${index}` })))
    expect(all.entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 6))
  })

  test('knows what is live and what was only begun', () => {
    const all = history({ label: 'v1' }, { label: 'v2', state: 'failed' }, { label: 'v3', state: 'begun' })
    expect([liveEntry(all)?.label, openEntry(all)?.label]).toEqual(['v1', 'v3'])
    expect(openEntry(changed(all, 3, { state: 'failed' }))).toBeUndefined()
  })
})

describe('a rollback goes to', () => {
  test.each<[string, readonly Given[], string, string | undefined]>([
    ['the deploy before', [{ label: 'v1' }, { label: 'v2' }], 'v2', 'v1'],
    ['none that failed or was begun', [{ label: 'v1' }, { label: 'v2', state: 'failed' }, { label: 'v3' }], 'v3', 'v1'],
    [
      'none with the same content under another label',
      [{ label: 'v1' }, { label: 'v2' }, { label: 'again', identity: 'v2'.padEnd(64, '0') }],
      'again',
      'v1',
    ],
    [
      'further back the second time',
      [{ label: 'v1' }, { label: 'v2' }, { label: 'v3' }, { label: 'v2', restores: 2 }],
      'v2',
      'v1',
    ],
    [
      'nothing where there is nothing older',
      [{ label: 'v1' }, { label: 'v2' }, { label: 'v1', restores: 1 }],
      'v1',
      undefined,
    ],
    ['the newest where the history does not know what is live', [{ label: 'v1' }, { label: 'v2' }], 'by-hand', 'v2'],
    [
      'what came before the deploy that is live, not what was rolled back from',
      [{ label: 'v1' }, { label: 'v2' }, { label: 'v1', restores: 1 }, { label: 'v3' }],
      'v3',
      'v1',
    ],
  ])('%s', (_, entries, live, label) => {
    expect(rollbackTarget(history(...entries), live)?.label).toBe(label)
  })
})

test('going back again and again ends, and never comes to the same version twice', () => {
  const given = fc.array(fc.record({ label: fc.constantFrom('a', 'b', 'c', 'd'), isWell: fc.boolean() }), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(given, (deploys) => {
      let all = history(
        ...deploys.map(({ label, isWell }) => ({ label, state: isWell ? 'deployed' : 'failed' }) as const),
      )
      let live = liveEntry(all)?.label ?? 'none'
      let origin = Number.POSITIVE_INFINITY
      for (let turn = 0; ; turn += 1) {
        const target = rollbackTarget(all, live)
        if (target === undefined) break
        expect(turn).toBeLessThan(13)
        expect(target.label).not.toBe(live)
        expect(target.sequence).toBeLessThan(origin)
        origin = target.sequence
        all = withEntry(all, entry({ label: target.label, identity: target.identity, restores: target.sequence }))
        live = target.label
      }
    }),
  )
})
