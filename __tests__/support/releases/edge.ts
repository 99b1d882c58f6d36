// What visitors get from CloudFront, and whether that is still what lies in the bucket.

import type { LocalAws } from '../../../local/index.ts'
import { build, isHashed } from './builds.ts'
import { BUCKET, SITE } from './guard.ts'
import type { Realm } from './realm.ts'

/** Errors are kept for so many milliseconds at least, whatever anybody says. */
const ERRORS_KEPT = 11_000

/** Every address that any of these versions has, but for names with hashes, which mean one thing only. */
export function addressesOf(versions: readonly number[]): readonly string[] {
  const all = new Set(versions.flatMap((version) => Object.keys(build(version))))
  const paths = [...all].filter((path) => !isHashed(path))
  return ['/', '/docs/', '/docs', ...paths.map((path) => `/${path}`)]
}

/** Has the edge fetch and keep all of them. */
export async function warm(realm: Realm, addresses: readonly string[]): Promise<void> {
  await Promise.all(addresses.map((address) => visit(realm, address)))
}

/** The addresses under which visitors get something else than the bucket holds. */
export async function staleAddresses(realm: Realm, addresses: readonly string[]): Promise<readonly string[]> {
  realm.aws.clock.advance(ERRORS_KEPT)
  const found = await Promise.all(addresses.map((address) => visit(realm, address)))
  return addresses.filter((address, at) => found[at] !== origin(realm.aws, address))
}

async function visit({ distribution }: Realm, address: string): Promise<string> {
  const answer = await fetch(distribution.url + address)
  const body = await answer.text()
  return answer.ok ? `${answer.headers.get('cache-control')} ${body}` : 'error'
}

function origin(aws: LocalAws, address: string): string {
  const key = SITE + (address === '/' ? 'index.html' : address.slice(1))
  const object = aws.buckets.get(BUCKET, key)
  return object === undefined ? 'error' : `${object.headers['Cache-Control'] ?? null} ${object.body.toString()}`
}
