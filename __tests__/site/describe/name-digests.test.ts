// The names that real bundlers gave one picture and one font, computed again from the bytes.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { bytesCheck, hashCandidates } from '../../../src/site/describe/hashes.ts'

const bytesOf = (name: string) => readFileSync(join(import.meta.dirname, '../../builds/pictures', name))

async function bears(path: string, bytes: Uint8Array, beside: readonly string[] = []): Promise<boolean | undefined> {
  const check = await bytesCheck(hashCandidates([path, ...beside]))
  return check(path, bytes)
}

const named: readonly (readonly [string, string, string])[] = [
  ['Vite 5 to 8', 'assets/logo-D5pAZEeb.png', 'logo.png'],
  ['Vite 5 to 8, where a digit of zero falls away', 'assets/inter-s8N-lS3M.woff2', 'inter.woff2'],
  ['esbuild', 'img/logo-5SS7AAEO.png', 'logo.png'],
  ['Angular 17 to 22', 'media/inter-3W7IAKBS.woff2', 'inter.woff2'],
  ['Angular 16', 'logo.eca5f0008e5764a1.png', 'logo.png'],
  ['Rsbuild', 'image/logo.eca5f0008e.png', 'logo.png'],
  ['Next 14', 'media/inter.ddbe8028.woff2', 'inter.woff2'],
  ['webpack', 'df25794c2dcf466cb96f.png', 'logo.png'],
  ['webpack, cut to eight', 'media/inter.4dcb7fbc.woff2', 'inter.woff2'],
  ['Parcel', 'logo.4406a4f9.png', 'logo.png'],
]

test.each(named)('%s: the bytes bear out %s', async (_, path, picture) => {
  expect(await bears(path, bytesOf(picture))).toBe(true)
})

test.each([
  'logo-BRANDING.png',
  'logo-D5pAZEec.png',
  'assets/hero-SUMMER24.png',
  'logo.eca5f0008f.png',
  '4406a4f9x.4406a4f8.png',
])('they do not bear out %s', async (path) => expect(await bears(path, bytesOf('logo.png'))).toBe(false))

test('scripts, and files where only the bundler writes, need no look at the bytes', async () => {
  expect(await bears('assets/index-Bt307S33.js', bytesOf('logo.png'), ['logo-D5pAZEeb.png'])).toBeUndefined()
  expect(await bears('_astro/logo.D5pAZEeb.png', bytesOf('logo.png'), ['_astro/a.js'])).toBeUndefined()
})
