import { expect, test } from '@jest/globals'

import { errorTtlOf, staleSecondsOf, ttlOf } from '../../local/edge/ttl.ts'

const NOW = Date.parse('2026-08-31T12:00:00Z')
const open = { minTtl: 0, defaultTtl: 86_400, maxTtl: 31_536_000 }
const optimized = { ...open, minTtl: 1 }
const narrow = { minTtl: 60, defaultTtl: 300, maxTtl: 600 }

test.each([
  ['nothing said', {}, open, 86_400],
  ['nothing said, but a floor above the default', {}, { ...open, minTtl: 90_000 }, 90_000],
  ['max-age', { 'Cache-Control': 'public, max-age=120' }, open, 120],
  ['s-maxage before max-age', { 'Cache-Control': 'max-age=0, s-maxage=900' }, open, 900],
  ['a quoted number', { 'Cache-Control': 'Max-Age="120"' }, open, 120],
  ['below the floor', { 'Cache-Control': 'max-age=5' }, narrow, 60],
  ['above the ceiling', { 'Cache-Control': 'max-age=99999' }, narrow, 600],
  ['no-cache without a floor', { 'Cache-Control': 'no-cache' }, open, 0],
  ['no-cache under CachingOptimized', { 'Cache-Control': 'no-cache' }, optimized, 1],
  ['no-store without a floor', { 'Cache-Control': 'no-store' }, open, undefined],
  ['private without a floor', { 'Cache-Control': 'private, max-age=60' }, open, undefined],
  ['no-store with a floor', { 'Cache-Control': 'no-store' }, narrow, 60],
  [
    'max-age where caching is disabled',
    { 'Cache-Control': 'max-age=60' },
    { minTtl: 0, defaultTtl: 0, maxTtl: 0 },
    undefined,
  ],
  ['nothing said, and no default', {}, { ...open, defaultTtl: 0 }, 0],
  ['Expires in five minutes', { Expires: 'Mon, 31 Aug 2026 12:05:00 GMT' }, open, 300],
  ['Expires in the past', { Expires: 'Mon, 31 Aug 2026 11:00:00 GMT' }, open, 0],
  ['max-age before Expires', { 'Cache-Control': 'max-age=7', Expires: 'Mon, 31 Aug 2026 12:05:00 GMT' }, open, 7],
])('%s', (_, headers: Record<string, string>, ttls, seconds) => {
  expect(ttlOf(headers, ttls, NOW)).toBe(seconds)
})

test.each([
  ['an error without headers is kept for ErrorCachingMinTTL', {}, 10, 10],
  ['its own longer max-age counts', { 'Cache-Control': 'max-age=300' }, 10, 300],
  ['its own shorter max-age does not', { 'Cache-Control': 'max-age=1' }, 10, 10],
  ['no-cache does not count for errors', { 'Cache-Control': 'no-cache' }, 10, 10],
  ['no more than MaxTTL is kept', { 'Cache-Control': 'max-age=900' }, 10, 600],
])('%s', (_, headers: Record<string, string>, least, seconds) => {
  expect(errorTtlOf(headers, least, narrow, NOW)).toBe(seconds)
})

test.each([
  ['nothing said', {}, 0],
  ['as long as it says', { 'Cache-Control': 'max-age=1, stale-while-revalidate=30' }, 30],
  ['no longer than MaxTTL', { 'Cache-Control': 'max-age=1, stale-while-revalidate=900' }, 600],
  ['never what must not be kept', { 'Cache-Control': 'no-cache, stale-while-revalidate=30' }, 0],
])('a stale copy is answered once more: %s', (_, headers: Record<string, string>, seconds) => {
  expect(staleSecondsOf(headers, narrow)).toBe(seconds)
})
