// What was to be seen before a deploy, against what the bucket holds.

import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { lookBefore } from '../../../src/site/verify/before.ts'
import { entryOf } from '../../../src/site/verify/entry.ts'
import type { LiveEntry } from '../../../src/site/verify/model.ts'
import {
  answer,
  denied,
  filesOf,
  inMemory,
  missing,
  page,
  ROOT,
  redirect,
  served,
  shop,
  site,
  type Turn,
  trouble,
} from './memory-site.ts'

const html = shop['index.html'] ?? ''
const md5 = createHash('md5').update(html).digest('hex')

function live(given: Partial<LiveEntry> = {}): LiveEntry {
  const entry = entryOf(filesOf(shop))
  if (entry === undefined) throw new Error('The shop has an entry.')
  return { ...entry, etag: md5, ...given }
}

async function look(entry: LiveEntry | undefined, turn: (address: string) => Turn | undefined = () => undefined) {
  const asPublished = served(shop)
  const { done, visitor } = inMemory((world) => lookBefore(site, entry, world), {
    turn: (address) => turn(address) ?? asPublished(address),
  })
  return { ...(await done), visitor }
}

const root = (turn: Turn) => (address: string) => (address === ROOT ? turn : undefined)
const adopted = { sha256: undefined, headers: undefined }
const encoded = { headers: { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' } }
const compressed = answer('<h1>Old</h1>', 'text/html', 200, { 'content-encoding': 'br' })

test.each<[string, LiveEntry | undefined, Turn | undefined, string]>([
  ['the bytes of the bucket', live(), undefined, 'same'],
  ['other bytes', live(), page('<h1>Old</h1>'), 'other'],
  ['the bytes of an ETag', live(adopted), undefined, 'same'],
  ['other bytes than an ETag says', live(adopted), page('<h1>Old</h1>'), 'other'],
  ['bytes that no ETag tells', live({ ...adopted, etag: `${md5}-2` }), page('<h1>Old</h1>'), 'seen'],
  ['bytes that arrive decoded', live({ ...encoded, sha256: 'of the compressed bytes' }), undefined, 'seen'],
  ['bytes that may be stored as they arrive', live(adopted), compressed, 'seen'],
  ['nothing, because nobody looks where the bucket has no entry', undefined, undefined, 'nothing'],
  ['nothing', live(), missing, 'unseen'],
  ['a refusal', live(), denied, 'unseen'],
  ['a password', live(), page('', 401), 'unseen'],
  ['no host', live(), trouble('no such name'), 'unseen'],
  ['a login', live(), redirect('https://login.example/'), 'unseen'],
  ['a challenge', live(), answer('', 'text/html', 200, { 'x-amzn-waf-action': 'captcha' }), 'unseen'],
])('%s: %#', async (_, entry, turn, sight) => {
  const { answer: baseline } = await look(entry, turn && root(turn))
  expect(baseline.sight).toBe(sight)
  if (sight === 'unseen') expect(baseline.why).toMatch(/^Could not look at https:\/\/shop\.example\/: /)
})

test('nobody waits for longer than a few seconds', async () => {
  const { answer: baseline, took } = await look(live(), () => 'hang')
  expect(baseline.sight).toBe('unseen')
  expect(took).toBeLessThanOrEqual(8000)
})

test('the entry is asked for once', async () => {
  const { visitor } = await look(live(), root(page('', 503)))
  expect(visitor.asked).toEqual([ROOT])
})

describe('what the page loads', () => {
  test.each<[string, (address: string) => Turn | undefined, readonly string[]]>([
    ['is there', () => undefined, []],
    ['is missing', (address) => (address.endsWith('.js') ? missing : undefined), [`${ROOT}main.js`]],
    ['is a page', (address) => (address.endsWith('.css') ? page('') : undefined), [`${ROOT}styles.css`]],
    [
      'could not be looked at',
      (address) => (address.endsWith('.css') ? page('', 503) : undefined),
      [`${ROOT}styles.css`],
    ],
    ['hangs', (address) => (address.endsWith('.css') ? 'hang' : undefined), [`${ROOT}styles.css`]],
  ])('%s', async (_, turn, found) => {
    const { answer: baseline, took } = await look(live(), turn)
    expect([...baseline.missing]).toEqual(found)
    expect(took).toBeLessThanOrEqual(8000)
  })
})
