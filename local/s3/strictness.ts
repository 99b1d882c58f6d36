import { Refusal } from '../http/reply.ts'
import type { Encryption } from './object.ts'
import { accessDenied, invalidArgument, notImplemented } from './refusals.ts'

/** Those `x-amz-` headers that mean something here; checksums, metadata and grants are told by their beginnings. */
const KNOWN = new Set(
  `acl content-sha256 date security-token user-agent expected-bucket-owner source-expected-bucket-owner trailer
   decoded-content-length storage-class server-side-encryption copy-source copy-source-range metadata-directive
   copy-source-if-match copy-source-if-none-match copy-source-if-modified-since copy-source-if-unmodified-since
   website-redirect-location sdk-checksum-algorithm`
    .split(/\s+/)
    .map((name) => `x-amz-${name}`),
)

/** Refuses what it does not understand instead of leaving it out silently. */
export function refuseUnknownHeaders(headers: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(headers).find(
    (name) => name.startsWith('x-amz-') && !KNOWN.has(name) && !/^x-amz-(meta-|checksum-|grant-)/.test(name),
  )
  if (unknown !== undefined) throw notImplemented({ Header: unknown })
}

/**
 * New buckets have ACLs disabled and accept only the one that changes nothing.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function refuseAcl(headers: Readonly<Record<string, string>>): void {
  const acl = headers['x-amz-acl']
  const grants = Object.keys(headers).some((name) => name.startsWith('x-amz-grant-'))
  if (!grants && (acl === undefined || acl === 'bucket-owner-full-control')) return
  throw new Refusal(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs')
}

/** The account that owns everything here, but for buckets that are said to be somebody else's. */
export const ACCOUNT = '123456789012'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
export function refuseOtherOwner(expected: string | undefined, owner: string): void {
  if (expected !== undefined && expected !== owner) throw accessDenied()
}

const STORAGE_CLASSES =
  'STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE GLACIER_IR'.split(' ')

export function storageClassIn(headers: Readonly<Record<string, string>>): string {
  const storageClass = headers['x-amz-storage-class'] ?? 'STANDARD'
  if (STORAGE_CLASSES.includes(storageClass)) return storageClass
  throw new Refusal(400, 'InvalidStorageClass', 'The storage class you specified is not valid')
}

export function encryptionIn(headers: Readonly<Record<string, string>>): Encryption | undefined {
  const encryption = headers['x-amz-server-side-encryption']
  if (encryption === undefined || encryption === 'AES256' || encryption === 'aws:kms') return encryption
  throw invalidArgument('The encryption method specified is not supported', 'x-amz-server-side-encryption', encryption)
}
