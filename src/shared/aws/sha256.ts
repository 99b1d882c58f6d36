// SHA-256 for signatures, in the form in which the SDK asks for it: with a secret it is an HMAC.

import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

type Bytes = string | ArrayBuffer | ArrayBufferView

export class Sha256 {
  readonly #secret: Bytes | undefined
  readonly #pieces: Buffer[] = []

  constructor(secret?: Bytes) {
    this.#secret = secret
  }

  update(bytes: Bytes): void {
    this.#pieces.push(bufferOf(bytes))
  }

  async digest(): Promise<Uint8Array> {
    const [first = Buffer.alloc(0), ...others] = this.#pieces
    const text = others.length === 0 ? first : Buffer.concat(this.#pieces)
    if (this.#secret === undefined) return hash('sha256', text, 'buffer')
    return typeof this.#secret === 'string' ? marked(this.#secret, text) : hmac(keyOf(this.#secret), text)
  }
}

function hmac(secret: string | KeyObject, text: Buffer): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

let mark: { readonly secret: string; readonly text: Buffer; readonly digest: Buffer } | undefined

/** Before each signature, the SDK asks for the same digest, to find the key of the day by it. */
function marked(secret: string, text: Buffer): Buffer {
  if (mark?.secret !== secret || !mark.text.equals(text))
    mark = { secret, text: Buffer.from(text), digest: hmac(secret, text) }
  return mark.digest
}

/** The key of a day signs every request of that day: what OpenSSL made of it is kept, which takes longer than to sign. */
const keys = new WeakMap<object, KeyObject>()

function keyOf(secret: Exclude<Bytes, string>): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(bufferOf(secret))
  keys.set(secret, key)
  return key
}

function bufferOf(bytes: Bytes): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes)
  return ArrayBuffer.isView(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.from(bytes)
}
