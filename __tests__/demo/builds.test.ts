// The kept builds are what their service worker and their pages say they are, on every checkout.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const examples = resolve(import.meta.dirname, '../../examples')
const release = (number: 1 | 2) => join(examples, `colt-frontend/built/release-${number}`)
const vite = join(examples, 'vite-site/built')

test.each([1, 2] as const)('every hash in ngsw.json of release %i is that of the kept file', async (number) => {
  const { hashTable } = JSON.parse(await readFile(join(release(number), 'ngsw.json'), 'utf8'))
  const kept = await Promise.all(Object.keys(hashTable).map(async (url) => [url, await sha1(release(number), url)]))

  expect(Object.keys(hashTable).length).toBeGreaterThan(10)
  expect(Object.fromEntries(kept)).toEqual(hashTable)
})

test.each([release(1), release(2), vite])('every file that index.html names is there: %s', async (folder) => {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.[a-z]+)"/g)].map(([, path = '']) => path)

  expect(named.length).toBeGreaterThan(2)
  expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([])
})

test('release 2 has other scripts, another logo under the same name and one page less', async () => {
  const [before, after] = [await filesOf(release(1)), await filesOf(release(2))]
  const [logoBefore, logoAfter] = [
    await sha1(release(1), 'logo-BRANDING.png'),
    await sha1(release(2), 'logo-BRANDING.png'),
  ]

  expect(before.filter((path) => path.endsWith('.html') && !after.includes(path))).toEqual(['summer-offer.html'])
  expect(before.filter((path) => /^(main|chunk)-/.test(path) && after.includes(path))).toEqual([])
  expect(before.filter((path) => path.startsWith('media')).every((path) => after.includes(path))).toBe(true)
  expect(logoAfter).not.toBe(logoBefore)
})

test('the kept builds stay small', async () => {
  expect((await bytesOf(release(1))) + (await bytesOf(release(2)))).toBeLessThan(1_000_000)
  expect(await bytesOf(vite)).toBeLessThan(60_000)
})

async function sha1(folder: string, path: string): Promise<string> {
  return createHash('sha1')
    .update(await readFile(join(folder, path)))
    .digest('hex')
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  return entries.map((path) => path.replaceAll('\\', '/')).filter((path) => /\.[a-z0-9]+$/i.test(path))
}

async function bytesOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await filesOf(folder)).map(async (path) => (await stat(join(folder, path))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
