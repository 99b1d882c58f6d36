// The next list of what is kept beside the site.

import { expect, test } from '@jest/globals'
import { keptAfter } from '../../../src/site/plan/copies.ts'
import type { Outcome } from '../../../src/site/plan/outcome.ts'
import type { CurrentRecord, KeptContent, Situation } from '../../../src/site/record-model.ts'
import { adoptedFiles, ago, current, kept, NOW, release, sha256, situation } from '../support/records.ts'

const names = new Map(['1', '2', '3', '4'].map((content) => [sha256(content), content]))

/** As a script: `1 of release 2, ended 0 days ago`. */
function script(entries: readonly KeptContent[]): readonly string[] {
  return entries.map(({ sha256: hash, release: sequence, ended, condemned }) => {
    const when = condemned ? 'condemned' : `ended ${(NOW - Date.parse(ended)) / 86400000} days ago`
    return `${names.get(hash)} of release ${sequence}, ${when}`
  })
}

function keptAfterDeploy(
  given: Partial<CurrentRecord>,
  listed?: Situation['kept'],
  outcome: Partial<Outcome> = {},
  open: Situation['open'] = [],
) {
  const from = situation({
    current: current({ live: release(2, ''), ...given }),
    open,
    ...(listed && { kept: listed }),
  })
  const nothing = { known: new Map(), removed: new Set<string>(), kept: [], purged: new Set<string>(), leaves: false }
  return keptAfter(from, { live: release(3, ''), ...nothing, now: ago(0), ...outcome })
}

const copy = (content: string, etag: string): Situation['kept'] => new Map([[sha256(content), { etag, size: 1 }]])
const made = (words: string) => ({
  kept: kept(words).map(({ sha256, size, etag, key, was }) => ({ sha256, size, etag, key, was })),
})
const live = release(2, 'app.js=1')
const unfinished = [release(3, '')]

test.each<[string, readonly KeptContent[], readonly string[]]>([
  [
    'what this run has kept is the release’s that ended',
    keptAfterDeploy({}, undefined, made('a=1')),
    ['1 of release 2, ended 0 days ago'],
  ],
  ['what is kept stays as it is', keptAfterDeploy({ kept: kept('a=1') }), ['1 of release 1, ended 1 days ago']],
  [
    'what the release that ended had is its',
    keptAfterDeploy({ live, kept: kept('a=1') }),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what only the new release has is not',
    keptAfterDeploy({ kept: kept('a=1') }, undefined, { live: release(3, 'a=1') }),
    ['1 of release 1, ended 1 days ago'],
  ],
  [
    'what the release that ended had and nobody has read is its, by ETag',
    keptAfterDeploy({ live: release(2, '', { files: adoptedFiles('app.js=1') }), kept: kept('a=1', { etag: 'k' }) }),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what it had and nobody has read is its, by the ETag of a copy of unknown origin',
    keptAfterDeploy({ live: release(2, '', { files: adoptedFiles('app.js=1') }), kept: kept('a=1', { was: '' }) }),
    ['1 of release 2, ended 0 days ago'],
  ],
  ['what is gone is forgotten', keptAfterDeploy({ kept: kept('a=1') }, new Map()), []],
  [
    'what is condemned stays condemned',
    keptAfterDeploy({ kept: kept('a=1', { condemned: true }) }),
    ['1 of release 1, condemned'],
  ],
  [
    'what is condemned stays condemned though the release that ended had it',
    keptAfterDeploy({ live, kept: kept('a=1', { condemned: true }) }),
    ['1 of release 1, condemned'],
  ],
  [
    'what was condemned and is kept anew is kept',
    keptAfterDeploy({ kept: kept('a=1', { condemned: true }) }, undefined, made('a=1')),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what somebody has changed is condemned',
    keptAfterDeploy({ kept: kept('a=1') }, copy('1', 'other')),
    ['1 of release 1, condemned'],
  ],
  [
    'what somebody has changed and is kept anew is kept',
    keptAfterDeploy({ kept: kept('a=1') }, copy('1', 'other'), made('a=1')),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what a run kept that did not finish is kept',
    keptAfterDeploy({}, copy('1', 'orphan')),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what was purged is condemned',
    keptAfterDeploy({ kept: kept('a=1 b=2') }, undefined, { purged: new Set([sha256('1')]) }),
    ['1 of release 1, condemned', '2 of release 1, ended 1 days ago'],
  ],
  [
    'what was purged and nobody had recorded is condemned, too',
    keptAfterDeploy({}, copy('1', 'orphan'), { purged: new Set([sha256('1')]) }),
    ['1 of release 2, condemned'],
  ],
  [
    'what is condemned and a run may have made anew that did not finish is kept',
    keptAfterDeploy({ kept: kept('a=1', { condemned: true }) }, undefined, {}, unfinished),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what has another ETag because a run may have made it anew that did not finish is kept',
    keptAfterDeploy({ kept: kept('a=1') }, copy('1', 'other'), {}, unfinished),
    ['1 of release 2, ended 0 days ago'],
  ],
  [
    'what such a run can have had no reason to make anew stays as it is',
    keptAfterDeploy({ kept: kept('a=1') }, undefined, {}, unfinished),
    ['1 of release 1, ended 1 days ago'],
  ],
])('%s', (_, entries, expected) => {
  expect(script(entries)).toEqual(expected)
})

test('where a copy comes from is told as far as it is known', () => {
  expect(keptAfterDeploy({}, copy('1', 'orphan'))).toMatchObject([{ key: '', was: '', etag: 'orphan', size: 1 }])
  const anew = keptAfterDeploy({ kept: kept('a=1') }, copy('1', 'other'), {}, unfinished)
  expect(anew).toMatchObject([{ key: 'dist/a', was: kept('a=1')[0]?.was, etag: 'other' }])
  expect(keptAfterDeploy({}, undefined, made('a=1'))).toMatchObject([{ key: 'dist/a', was: kept('a=1')[0]?.was }])
})

test('a copy that somebody has changed is never taken for one that nobody recorded', () => {
  const changed = copy('1', 'other')
  const first = keptAfterDeploy({ kept: kept('a=1') }, changed)
  expect(script(keptAfterDeploy({ kept: first }, changed))).toEqual(['1 of release 1, condemned'])
})
