import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

import { Refusal } from '../http/reply.ts'
import { crc32c, crc64nvme } from './crc.ts'
import { invalidRequest } from './refusals.ts'

const DIGESTS = {
  CRC32: (bytes: Uint8Array) => {
    const buffer = Buffer.alloc(4)
    buffer.writeUInt32BE(crc32(bytes))
    return buffer
  },
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest(),
  SHA256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
} as const

export type Algorithm = keyof typeof DIGESTS

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const ALGORITHMS: readonly Algorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']

export interface Checksum {
  readonly algorithm: Algorithm
  /** Base64; `…-N` for a composite of N parts. */
  readonly value: string
  readonly type: 'FULL_OBJECT' | 'COMPOSITE'
}

export function algorithmNamed(name: string): Algorithm {
  const found = ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase())
  if (found === undefined) throw invalidRequest('Checksum algorithm provided is unsupported.')
  return found
}

export function fullChecksum(algorithm: Algorithm, bytes: Uint8Array): Checksum {
  return { algorithm, value: DIGESTS[algorithm](bytes).toString('base64'), type: 'FULL_OBJECT' }
}

/** The checksum of the parts' checksums. */
export function compositeChecksum(algorithm: Algorithm, parts: readonly Checksum[]): Checksum {
  const joined = Buffer.concat(parts.map(({ value }) => Buffer.from(value, 'base64')))
  return { algorithm, value: `${fullChecksum(algorithm, joined).value}-${parts.length}`, type: 'COMPOSITE' }
}

export function checksumHeader(algorithm: Algorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`
}

/** Verifies every digest that came with a body; answers the checksum that is to be kept. */
export function verified(body: Buffer, headers: Readonly<Record<string, string>>): Checksum | undefined {
  verifyMd5(body, headers['content-md5'])
  verifySignedHash(body, headers['x-amz-content-sha256'])
  const sent = ALGORITHMS.filter((algorithm) => headers[checksumHeader(algorithm)] !== undefined)
  if (sent.length > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.')
  return sent[0] === undefined ? undefined : verifyChecksum(body, sent[0], headers[checksumHeader(sent[0])] ?? '')
}

function verifyMd5(body: Buffer, sent: string | undefined): void {
  if (sent === undefined) return
  if (Buffer.from(sent, 'base64').length !== 16)
    throw new Refusal(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.')
  if (createHash('md5').update(body).digest('base64') !== sent) {
    throw new Refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.')
  }
}

function verifySignedHash(body: Buffer, sent = ''): void {
  if (!/^[0-9a-f]{64}$/.test(sent) || createHash('sha256').update(body).digest('hex') === sent) return
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
  throw new Refusal(400, 'XAmzContentSHA256Mismatch', message)
}

function verifyChecksum(body: Buffer, algorithm: Algorithm, sent: string): Checksum {
  const made = fullChecksum(algorithm, body)
  if (Buffer.from(sent, 'base64').length !== Buffer.from(made.value, 'base64').length) {
    throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`)
  }
  if (made.value === sent) return made
  throw new Refusal(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`)
}
