// Whatever a site answers, and whenever: a verdict of *wrong* holds at the end, *right* has seen everything, time is kept.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  answer,
  denied,
  type Files,
  missing,
  page,
  ROOT,
  redirect,
  sha1,
  shop,
  type Turn,
  trouble,
  verify,
} from './memory-site.ts'

const hashTable = Object.fromEntries(Object.entries(shop).map(([path, text]) => [`/${path}`, sha1(text)]))
const files: Files = { ...shop, 'ngsw.json': JSON.stringify({ index: '/index.html', hashTable }) }
/** Every address that must be right, and no other. */
const addresses = ['', ...Object.keys(files)].map((path) => ROOT + path)

const turns: Readonly<Record<string, Turn | undefined>> = {
  published: undefined,
  old: page('<h1>Old</h1>'),
  missing,
  denied,
  walled: page('', 401),
  broken: page('', 503),
  reset: trouble('cut off'),
  login: redirect('https://login.example/'),
  octets: answer('x', 'application/octet-stream'),
  hang: 'hang',
}

/** What an address does from a moment on, until the next; what is right at first is never looked at again. */
const life = fc.array(
  fc.record({
    from: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 70_000 })),
    turn: fc.constantFrom(...Object.keys(turns)),
  }),
  { maxLength: 4 },
)

type Lives = ReadonlyMap<string, readonly { readonly from: number; readonly turn: string }[]>

const lives = fc
  .tuple(...addresses.map(() => fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: life })))
  .map((all): Lives => new Map(addresses.map((address, at) => [address, all[at] ?? []])))

test('the verdict', async () => {
  let [rights, wrongs, others] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(lives, async (all) => {
      const last = new Map<string, string>()
      const { verification, took } = await verify(
        (address, now) => {
          const bare = address.replace(/\?.*$/, '')
          const turn = [...(all.get(bare) ?? [])]
            .sort((one, other) => one.from - other.from)
            .findLast(({ from }) => from <= now)
          last.set(bare, turn?.turn ?? 'published')
          return turns[turn?.turn ?? 'published']
        },
        { files },
      )
      expect(took).toBeLessThanOrEqual(60_000)
      const { verdict, findings } = verification
      if (verdict === 'right') {
        rights += 1
        expect(findings).toEqual([])
        for (const address of addresses) expect([address, last.get(address)]).toEqual([address, 'published'])
      } else if (verdict === 'wrong') {
        wrongs += 1
        expect(findings.length).toBeGreaterThan(0)
        for (const { address } of findings) expect(['old', 'missing', 'denied', 'octets']).toContain(last.get(address))
      } else {
        others += 1
        expect(findings.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 300 },
  )
  for (const count of [rights, wrongs, others]) expect(count).toBeGreaterThan(20)
}, 60_000)
