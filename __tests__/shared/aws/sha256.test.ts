// SHA-256 for signatures, held to Node's own.

import { createHash, createHmac } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Sha256 } from '../../../src/shared/aws/sha256.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

async function digest(parts: readonly (string | Uint8Array)[], secret?: string | Uint8Array): Promise<string> {
  const hash = new Sha256(secret)
  for (const part of parts) hash.update(part)
  return Buffer.from(await hash.digest()).toString('hex')
}

test('without a secret it is the hash of all parts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes), async (parts) => {
      expect(await digest(parts)).toBe(createHash('sha256').update(Buffer.concat(parts)).digest('hex'))
    }),
  )
})

test('with a secret, text or bytes, it is the HMAC, however often the secret is used', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), bytes), bytes, bytes, async (secret, one, other) => {
      for (const part of [one, other]) {
        expect(await digest([part], secret)).toBe(createHmac('sha256', secret).update(part).digest('hex'))
      }
    }),
  )
})

test('a secret that is a view of other bytes is that view alone', async () => {
  const view = new Uint8Array([1, 2, 3, 4]).subarray(1, 3)
  expect(await digest(['text'], view)).toBe(
    createHmac('sha256', Buffer.from([2, 3]))
      .update('text')
      .digest('hex'),
  )
})
