// Listing in ranges is right whatever was expected, and whatever order the server has.

import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type AskPage, listAll } from '../../../src/site/aws/listing.ts'
import { byBytes } from '../../../src/site/records/order.ts'
import { caught } from '../../shared/support/caught.ts'

type Order = (one: string, other: string) => number

interface Server {
  readonly ask: AskPage
  /** What each request began with: `first`, `after dist/b`, `token 7`. */
  readonly asked: readonly string[]
  /** Of its keys, in its own order. */
  readonly keys: readonly string[]
}

/** A server of pages in memory. Its tokens are places in its own order, and so are the keys to begin after. */
function serverOf(present: readonly string[], { order = byBytes as Order, perPage = 1000 } = {}): Server {
  const keys = present.toSorted(order)
  const asked: string[] = []
  const startOf = (from: Parameters<AskPage>[0]): number => {
    if (from === undefined) return 0
    if ('token' in from) return Number(from.token)
    const start = keys.findIndex((key) => order(key, from.after) > 0)
    return start < 0 ? keys.length : start
  }
  return {
    keys,
    asked,
    ask: async (from) => {
      asked.push(from === undefined ? 'first' : Object.entries(from).join().replace(',', ' '))
      await turn()
      const start = startOf(from)
      const end = Math.min(start + perPage, keys.length)
      const objects = keys
        .slice(start, end)
        .map((key) => ({ key, size: 1, etag: key, modified: 0, storageClass: undefined }))
      return { objects, next: end < keys.length ? String(end) : undefined }
    },
  }
}

const numbered = (count: number, name = 'k') =>
  Array.from({ length: count }, (_, index) => `${name}${String(index).padStart(6, '0')}`)
const keysOf = async (listing: ReturnType<typeof listAll>) => (await listing).map(({ key }) => key)

describe('how much is asked', () => {
  test.each([
    { present: 0, expected: 0, requests: 1 },
    { present: 999, expected: 999, requests: 1 },
    { present: 1000, expected: 1000, requests: 1 },
    { present: 1001, expected: 1001, requests: 2 },
    { present: 2500, expected: 2500, requests: 3 },
    { present: 11_000, expected: 11_000, requests: 12 },
    { present: 2500, expected: 0, requests: 3 },
    { present: 2500, expected: 900, requests: 3 },
  ])('$present keys of which $expected are expected: $requests requests', async ({ present, expected, requests }) => {
    const { ask, asked, keys } = serverOf(numbered(present))
    expect(await keysOf(listAll(ask, [Promise.resolve(keys.slice(0, expected))]))).toEqual(keys)
    expect(asked).toHaveLength(requests)
  })

  test('keys that are new in a range make no request more while they are few', async () => {
    const known = numbered(9500)
    const { ask, asked, keys } = serverOf([...known, ...numbered(40, 'k004700-new')])
    expect(await keysOf(listAll(ask, [Promise.resolve(known)]))).toEqual(keys)
    expect(asked).toHaveLength(10)
  })

  test('a page that ends where its range ends is the last of it', async () => {
    const { ask, asked, keys } = serverOf(numbered(2500), { perPage: 417 })
    expect(await keysOf(listAll(ask, [Promise.resolve(keys)]))).toEqual(keys)
    expect(asked).toHaveLength(6)
  })

  test('keys that are expected twice count once', async () => {
    const { ask, asked, keys } = serverOf(numbered(900))
    expect(await keysOf(listAll(ask, [Promise.resolve([...keys, ...keys])]))).toEqual(keys)
    expect(asked).toEqual(['first'])
  })

  test('expected keys are split in the order of bytes, whatever order they come in', async () => {
    const { ask, asked, keys } = serverOf([...numbered(1000, '｡'), ...numbered(1000, '𐀀')])
    expect(await keysOf(listAll(ask, [Promise.resolve(keys.toReversed())]))).toEqual(keys)
    expect(asked).toHaveLength(3)
  })

  test('the first page is asked for before anything is expected, and the only one is enough', async () => {
    const { ask, asked, keys } = serverOf(numbered(10))
    expect(await keysOf(listAll(ask, [new Promise(() => {})]))).toEqual(keys)
    expect(asked).toEqual(['first'])
  })

  test('all ranges are asked for at once, whatever the first page takes', async () => {
    const { ask, asked, keys } = serverOf(numbered(2500))
    const held = Promise.withResolvers<void>()
    const listing = listAll(
      async (from) => {
        const page = ask(from)
        if (from === undefined) await held.promise
        return await page
      },
      [Promise.resolve(keys)],
    )
    await turn()
    expect(asked).toEqual(['first', 'after k000833', 'after k001667'])
    held.resolve()
    expect(await keysOf(listing)).toEqual(keys)
  })
})

describe('when a request fails', () => {
  const refusing = (server: Server, refused: RegExp): AskPage => {
    return async (from) => {
      const page = server.ask(from)
      const request = server.asked.at(-1) ?? ''
      await page
      if (refused.test(request)) throw new Error('refused')
      return await page
    }
  }

  test.each([/first/, /after k0016/])('%s: nothing goes on, and its error is told', async (refused) => {
    // Three ranges, of which those that are not refused take three requests each.
    const server = serverOf(numbered(2500), { perPage: 300 })
    const error = await caught(listAll(refusing(server, refused), [Promise.resolve(server.keys)]))
    expect(error).toMatchObject({ message: 'refused' })
    expect(server.asked).toHaveLength(7)
  })

  test.each<[string, (keys: readonly string[]) => readonly Promise<readonly string[]>[]]>([
    ['the first, while the second is not there yet', (keys) => [Promise.resolve(keys), new Promise(() => {})]],
    ['the second, where the first has too few keys', (keys) => [Promise.resolve(['k']), Promise.resolve(keys)]],
    ['the second, where the first fails', (keys) => [Promise.reject(new Error('no build')), Promise.resolve(keys)]],
    ['the first, where the second fails', (keys) => [Promise.resolve(keys), Promise.reject(new Error('no record'))]],
  ])('of two expectations, %s divides the list', async (_, expected) => {
    const { ask, asked, keys } = serverOf(numbered(2500))
    expect(await keysOf(listAll(ask, expected(keys)))).toEqual(keys)
    expect(asked).toEqual(['first', 'after k000833', 'after k001667'])
  })

  test('an expectation that fails is none', async () => {
    const { ask, asked, keys } = serverOf(numbered(2500))
    expect(await keysOf(listAll(ask, [Promise.reject(new Error('no record'))]))).toEqual(keys)
    expect(asked).toEqual(['first', 'token 1000', 'token 2000'])
  })
})

/** Characters around which the orders of bytes, of UTF-16 units and of people differ. */
const letters = ['-', '/', '0', 'a', 'é', '｡', '\uffff', '𐀀']
const pool = letters.flatMap((a) => letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => a + b + c + d))))
const places = new Map(pool.map((key, index) => [key, index + 1]))
const hash = (key: string, seed: number): number =>
  (Math.imul((places.get(key) ?? 0) ^ (seed * 0x9e37), 0x9e3779b1) >>> 0) % 1009

/** Some keys of the pool: those that begin with one of the letters, as thick as given. */
const someKeys = fc
  .record({
    beginnings: fc.subarray(letters),
    percent: fc.constantFrom(0, 3, 20, 60, 101),
    seed: fc.nat(),
  })
  .map(({ beginnings, percent, seed }) =>
    pool.filter((key) => beginnings.some((letter) => key.startsWith(letter)) && hash(key, seed) < percent * 10),
  )

const orders: Readonly<Record<string, Order>> = {
  bytes: byBytes,
  units: (one, other) => (one < other ? -1 : Number(one > other)),
  backwards: (one, other) => byBytes(other, one),
  folders: (one, other) => byBytes(one.replaceAll('/', '\0'), other.replaceAll('/', '\0')),
  hashes: (one, other) => hash(one, 7) - hash(other, 7) || byBytes(one, other),
}

test('every key is listed once, whatever was expected and in whatever order the server has them', async () => {
  const world = fc.record({
    present: someKeys,
    expected: someKeys,
    alike: fc.boolean(),
    twice: fc.boolean(),
    order: fc.constantFrom(...Object.keys(orders)),
    perPage: fc.constantFrom(1000, 997, 100),
    known: fc.constantFrom('at once', 'late', 'never right'),
  })
  await fc.assert(
    fc.asyncProperty(world, async ({ present, alike, twice, known, perPage, ...given }) => {
      const expected = alike ? [...present, ...given.expected] : given.expected
      const { ask, keys } = serverOf(present, { order: orders[given.order] ?? byBytes, perPage })
      const expectation = async () => {
        for (let left = known === 'late' ? 4 : 0; left > 0; left -= 1) await turn()
        if (known === 'never right') throw new Error('no record')
        return (twice ? [...expected, ...expected] : expected).toSorted((one, other) => hash(one, 1) - hash(other, 1))
      }
      const listed = await keysOf(listAll(ask, [expectation()]))
      expect(listed.toSorted().join('\n')).toBe(keys.toSorted().join('\n'))
      if (given.order === 'bytes') expect(listed.join('\n')).toBe(keys.join('\n'))
    }),
    { numRuns: 150 },
  )
})

test('what a server has after a key, though it comes before it, is not listed twice', async () => {
  // By UTF-16 units ｡ comes after 𐀀, which only was expected to be there, and is where the first range ends.
  const present = [...numbered(949, 'a'), '｡']
  const { ask, keys } = serverOf(present, { order: orders.units ?? byBytes })
  const expected = [...numbered(949, 'a'), '𐀀', ...numbered(950, '𐀀x')]
  expect(await keysOf(listAll(ask, [Promise.resolve(expected)]))).toEqual(keys)
})

test('a page that ends between two orders hides nothing', async () => {
  // The server lists by UTF-16 units: 𐀀 comes before ｡ there, and a page ends between them.
  const present = [...numbered(1999, 'a'), '𐀀', '｡', ...numbered(500, '｡x')]
  const { ask, keys } = serverOf(present, { order: orders.units ?? byBytes, perPage: 1000 })
  const expected = [...numbered(1999, 'a'), '｡', ...numbered(500, '｡x')]
  expect((await keysOf(listAll(ask, [Promise.resolve(expected)]))).toSorted()).toEqual(keys.toSorted())
})
