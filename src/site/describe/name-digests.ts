// The proof by the bytes themselves: the hash in a picture's name is computed again, as its bundler has computed it.

import type { IHasher } from 'hash-wasm'
import md4Module from 'hash-wasm/dist/md4.umd.min.js'
import xxhash64Module from 'hash-wasm/dist/xxhash64.umd.min.js'
import xxhash128Module from 'hash-wasm/dist/xxhash128.umd.min.js'
import type { Candidate, HashCandidates } from './candidates.ts'
import { isCode } from './file-kinds.ts'

/** Do the bytes bear out the hash in the name? Undefined where the place tells enough. */
export type BytesCheck = (path: string, bytes: Uint8Array) => boolean | undefined

/** The digests that bundlers put into names, besides MD5 and SHA-256, which every file has anyway. */
export async function bytesCheck({ byPath }: HashCandidates): Promise<BytesCheck> {
  if (![...byPath.values()].some(isDoubted)) return () => undefined
  const [md4, xxh64, xxh128] = await Promise.all([
    md4Module.createMD4(),
    xxhash64Module.createXXHash64(),
    xxhash128Module.createXXHash128(),
  ])
  return (path, bytes) => {
    const candidate = byPath.get(path)
    if (candidate === undefined || !isDoubted(candidate)) return undefined
    const names = [
      ...namesByXxh64(digestOf(xxh64, bytes)),
      ...namesByXxh128(digestOf(xxh128, bytes)),
      digestOf(md4, bytes).toString('hex'),
    ]
    return names.some((name) => name.startsWith(candidate.hash))
  }
}

/** A bundler rewrites its scripts after it has named them; pictures and fonts it leaves as they are. */
function isDoubted({ path, doubt }: Candidate): boolean {
  return doubt === 'much' && !isCode(path)
}

function digestOf(hasher: IHasher, bytes: Uint8Array): Buffer {
  return Buffer.from(hasher.init().update(bytes).digest('binary'))
}

/** Angular and esbuild in base32; Rspack, Next and Angular with webpack in hexadecimal digits. */
function namesByXxh64(digest: Buffer): readonly string[] {
  return [base32(digest), digest.toString('hex')]
}

/** Rollup, Rolldown and Vite; Parcel takes the last eight hexadecimal digits. */
function namesByXxh128(digest: Buffer): readonly string[] {
  return [base64url(digest), digest.toString('hex').slice(-8)]
}

const base32Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base64urlSigns = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function base32(digest: Buffer): string {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => base32Signs.charAt(Number.parseInt(five, 2))).join('')
}

/** Rollup writes the digest as one number, its lowest byte first, without leading zeros. */
function base64url(digest: Buffer): string {
  let signs = ''
  const number = BigInt(`0x${Buffer.from(digest).reverse().toString('hex')}`)
  for (let rest = number; rest > 0n; rest >>= 6n) signs = base64urlSigns.charAt(Number(rest & 63n)) + signs
  return signs
}
