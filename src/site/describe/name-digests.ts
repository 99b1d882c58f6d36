// The proof by the bytes themselves: the hash in a picture's name is computed again, as its bundler has computed it.

import type { IHasher } from 'hash-wasm'
import md4Module from 'hash-wasm/dist/md4.umd.min.js'
import xxhash64Module from 'hash-wasm/dist/xxhash64.umd.min.js'
import xxhash128Module from 'hash-wasm/dist/xxhash128.umd.min.js'
import type { Candidate, HashCandidates } from './candidates.ts'
import { isCode } from './file-kinds.ts'

/** Do the bytes bear out the hash in the name? Undefined where the place tells enough. */
export type BytesCheck = (path: string, bytes: Uint8Array) => boolean | undefined

type Digest = 'md4' | 'xxh64' | 'xxh128'

/** A way in which a bundler writes a digest into names. */
interface Spelling {
  readonly digest: Digest
  /** What is written in other signs need not be computed. */
  readonly signs: RegExp
  readonly write: (digest: Buffer) => string
}

const hexDigits = /^[0-9a-f]+$/

/** The digests that bundlers put into names, besides MD5 and SHA-256, which every file has anyway. */
const spellings: readonly Spelling[] = [
  // Angular and esbuild.
  { digest: 'xxh64', signs: /^[A-Z2-7]+$/, write: base32 },
  // Rspack, Next and Angular with webpack.
  { digest: 'xxh64', signs: hexDigits, write: hex },
  // Rollup, Rolldown and Vite.
  { digest: 'xxh128', signs: /^[\w-]+$/, write: base64url },
  // Parcel takes the last eight digits.
  { digest: 'xxh128', signs: hexDigits, write: (digest) => hex(digest).slice(-8) },
  { digest: 'md4', signs: hexDigits, write: hex },
]

export async function bytesCheck({ byPath }: HashCandidates): Promise<BytesCheck> {
  if (![...byPath.values()].some(isDoubted)) return () => undefined
  const hashers = await makeHashers()
  return (path, bytes) => {
    const candidate = byPath.get(path)
    if (candidate === undefined || !isDoubted(candidate)) return undefined
    return spellings.some(
      ({ digest, signs, write }) =>
        signs.test(candidate.hash) && write(digestOf(hashers[digest], bytes)).startsWith(candidate.hash),
    )
  }
}

async function makeHashers(): Promise<Record<Digest, IHasher>> {
  const [md4, xxh64, xxh128] = await Promise.all([
    md4Module.createMD4(),
    xxhash64Module.createXXHash64(),
    xxhash128Module.createXXHash128(),
  ])
  return { md4, xxh64, xxh128 }
}

/** A bundler rewrites its scripts after it has named them; pictures and fonts it leaves as they are. */
function isDoubted({ path, doubt }: Candidate): boolean {
  return doubt === 'much' && !isCode(path)
}

function digestOf(hasher: IHasher, bytes: Uint8Array): Buffer {
  return Buffer.from(hasher.init().update(bytes).digest('binary'))
}

function hex(digest: Buffer): string {
  return digest.toString('hex')
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
