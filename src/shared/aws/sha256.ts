// SHA-256 for signatures, in the form in which the SDK asks for it: with a secret it is an HMAC.

import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto'

type Bytes = string | ArrayBuffer | ArrayBufferView

/** The key of a day signs every request of that day: what OpenSSL made of it is kept, which takes longer than to sign. */
const keys = new WeakMap<object, KeyObject>()

export class Sha256 {
  readonly #hash: Hash | Hmac

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret))
  }

  update(bytes: Bytes): void {
    this.#hash.update(bufferOf(bytes))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
}

function keyOf(secret: Bytes): string | KeyObject {
  if (typeof secret === 'string') return secret
  const key = keys.get(secret) ?? createSecretKey(bufferOf(secret))
  keys.set(secret, key)
  return key
}

function bufferOf(bytes: Bytes): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes)
  return ArrayBuffer.isView(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(bytes)
}
