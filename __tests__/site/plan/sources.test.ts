// Where content that is no longer live can be had from.

import { expect, test } from '@jest/globals'
import type { Asset, Wanted } from '../../../src/site/file-model.ts'
import { sourcesIn } from '../../../src/site/plan/sources.ts'
import type { KeptContent, Situation } from '../../../src/site/record-model.ts'
import { assetsOf, current, etagOf, kept, release, sha256, situation } from '../support/records.ts'

const [wanted] = assetsOf('logo.png=1') as [Asset]
const unread: Wanted = { ...wanted, sha256: undefined }

/** The ETag of the copy that the file can be had from. */
function sourceOf(file: Wanted, copies: readonly KeptContent[], listed?: Situation['kept']): string | undefined {
  const from = situation({ current: current({ kept: copies }), ...(listed && { kept: listed }) })
  return sourcesIn(from).of(file)?.etag
}

const listed = (content: string, etag: string, size = content.length) => new Map([[sha256(content), { etag, size }]])

test.each<[string, Wanted, readonly KeptContent[], Situation['kept'] | undefined, string | undefined]>([
  ['content that is kept is a source, whatever key it had', wanted, kept('old.png=1', { etag: 'k' }), undefined, 'k'],
  ['content that is kept nowhere has none', wanted, kept('logo.png=2'), undefined, undefined],
  ['a copy that is gone is none', wanted, kept('logo.png=1'), new Map(), undefined],
  ['a copy that somebody has changed is none', wanted, kept('logo.png=1'), listed('1', 'other'), undefined],
  ['a copy of another size is none', wanted, kept('logo.png=1', { etag: 'k' }), listed('1', 'k', 9), undefined],
  ['a copy that prune may take is none', wanted, kept('logo.png=1', { condemned: true }), undefined, undefined],
  ['a copy that no record knows is one', wanted, [], listed('1', 'orphan'), 'orphan'],
  [
    'bytes that nobody has read are found by the ETag that they had',
    unread,
    kept('a=1', { etag: 'k' }),
    undefined,
    'k',
  ],
  [
    'bytes that nobody has read are found by the ETag of any copy',
    unread,
    kept('a=1', { was: 'parts-2' }),
    undefined,
    etagOf('1'),
  ],
  ['bytes under another ETag are not', unread, kept('a=1', { was: 'x', etag: 'k' }), undefined, undefined],
  ['they are found by the ETag of a copy that no record knows', unread, [], listed('1', etagOf('1')), etagOf('1')],
  [
    'they are found by the ETag of a copy of unknown origin',
    unread,
    kept('a=1', { key: '', was: '' }),
    undefined,
    etagOf('1'),
  ],
  [
    'they are not found under an ETag of other bytes',
    unread,
    kept('a=1', { etag: 'k' }),
    listed('1', 'k', 9),
    undefined,
  ],
])('%s', (_, file, copies, there, etag) => {
  expect(sourceOf(file, copies, there)).toBe(etag)
})

test('a source is named by its hash', () => {
  const from = sourcesIn(situation({ current: current({ kept: kept('old.png=1', { etag: 'k' }) }) }))
  expect(from.of(wanted)).toEqual({ sha256: sha256('1'), etag: 'k' })
  expect(from.of(unread)).toEqual({ sha256: sha256('1'), etag: 'k' })
})

test('a file that may have one of two ETags is found by either', () => {
  expect(sourceOf({ ...unread, etags: ['parts-2', etagOf('1')] }, kept('a=1'))).toBe(etagOf('1'))
})

test('where a run did not finish, it may have made any copy anew', () => {
  const open = [release(3, '')]
  const condemned = current({ kept: kept('logo.png=1', { etag: 'k', condemned: true }) })
  expect(sourcesIn(situation({ current: condemned, open })).of(wanted)?.etag).toBe('k')
  const changed = { current: current({ kept: kept('logo.png=1') }), kept: listed('1', 'another') }
  expect(sourcesIn(situation({ ...changed, open })).of(wanted)?.etag).toBe('another')
})
