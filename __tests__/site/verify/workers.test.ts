// Angular's service worker refuses a release whose files do not have the hashes of its table: so does a look from outside.

import { expect, test } from '@jest/globals'
import { answer, type Files, missing, ROOT, sha1, shop, verify } from './memory-site.ts'

const at = (path: string): string => ROOT + path

/** The shop with a manifest; `base` is the address of its folder, `folder` its place in the release. */
function withWorker(files: Files, base = '/', folder = '', amiss: Readonly<Record<string, string>> = {}): Files {
  const own = Object.entries(files).filter(([path]) => path.startsWith(folder))
  const hashTable = Object.fromEntries(own.map(([path, text]) => [base + path.slice(folder.length), sha1(text)]))
  const manifest = { configVersion: 1, index: `${base}index.html`, hashTable: { ...hashTable, ...amiss } }
  return { ...files, [`${folder}ngsw.json`]: JSON.stringify(manifest) }
}

test('the manifest is asked for as the worker does, and its files are looked at', async () => {
  const files = withWorker({ ...shop, 'assets/flag.svg': '<svg/>' })
  const { verification, visitor } = await verify(() => undefined, { files })
  expect(verification).toMatchObject({ verdict: 'right', findings: [], warnings: [], looked: 8, skipped: 0 })
  expect(visitor.asked).toContainEqual(expect.stringMatching(/\/ngsw\.json\?ngsw-cache-bust=[\da-f]+$/))
  expect(visitor.asked).toEqual(expect.arrayContaining([at('assets/flag.svg'), at('index.html')]))
  expect(visitor.asked.filter((address) => address === at('main.js'))).toHaveLength(1)
})

test('a stale manifest is wrong', async () => {
  const files = withWorker(shop)
  const old = answer(JSON.stringify({ hashTable: {} }), 'application/json')
  const { verification } = await verify((address) => (address.includes('ngsw.json') ? old : undefined), { files })
  expect(verification.verdict).toBe('wrong')
  expect(verification.findings).toMatchObject([{ address: at('ngsw.json') }])
})

test('one stale file of the table that no page names is wrong', async () => {
  const files = withWorker({ ...shop, 'assets/flag.svg': '<svg/>' })
  const stale = answer('<pig/>', 'image/svg+xml')
  const { verification } = await verify((address) => (address.endsWith('flag.svg') ? stale : undefined), { files })
  expect(verification.verdict).toBe('wrong')
  expect(verification.findings).toMatchObject([{ sentence: expect.stringMatching(/flag\.svg answers other bytes/) }])
})

test('a file that was changed after the build had written the table is wrong, with the reason', async () => {
  const files = withWorker(shop, '/', '', { '/chunk.js': sha1('as built') })
  const { verification } = await verify(() => undefined, { files })
  expect(verification.verdict).toBe('wrong')
  expect(verification.findings.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(
      /chunk\.js does not have the hash that ngsw\.json has.* It is as it was published, so it was chan/,
    ),
  ])
})

test('what was right before the table could be read is held to it all the same', async () => {
  const files = withWorker(shop, '/', '', { '/chunk.js': sha1('as built') })
  const late = (address: string, now: number) => (address.includes('ngsw') && now < 5000 ? missing : undefined)
  const { verification } = await verify(late, { files })
  expect(verification.verdict).toBe('wrong')
  expect(verification.findings).toMatchObject([{ address: at('chunk.js') }])
})

test('a file of the table that the release does not have is missing', async () => {
  const files = withWorker(shop, '/', '', { '/left-out.js': sha1('left out') })
  const { verification } = await verify(() => undefined, { files })
  expect(verification.findings).toMatchObject([
    { sentence: 'https://shop.example/left-out.js answers 404, though ngsw.json refers to it.' },
  ])
})

test('of a table of many files, some are looked at, evenly', async () => {
  const pictures = Object.fromEntries(Array.from({ length: 1000 }, (_, one) => [`media/${1000 + one}.png`, 'picture']))
  const { verification, visitor } = await verify(() => undefined, { files: withWorker({ ...shop, ...pictures }) })
  expect(verification).toMatchObject({ verdict: 'right' })
  expect(verification.looked + verification.skipped).toBe(1007)
  expect(verification.looked).toBe(206)
  const numbers = visitor.asked.flatMap((address) => /(\d{4})\.png/.exec(address)?.slice(1) ?? []).map(Number)
  expect([Math.min(...numbers) < 1010, Math.max(...numbers) > 1990]).toEqual([true, true])
})

test('each language has a manifest of its own', async () => {
  const files = withWorker(withWorker({ 'en/index.html': 'en', 'de/index.html': 'de' }, '/en/', 'en/'), '/de/', 'de/')
  const { visitor, verification } = await verify(() => undefined, { files })
  expect(verification.verdict).toBe('right')
  expect(visitor.asked).toEqual(expect.arrayContaining([at('de/index.html'), at('en/index.html')]))
})
