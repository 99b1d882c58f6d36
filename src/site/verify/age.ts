// Are the bytes at public addresses new or old? Asked where nobody knows whether every edge has heard of a deploy.

import type { Headers } from '../file-model.ts'
import type { Finding } from '../model.ts'
import { addressOf } from './addresses.ts'
import { confirmed } from './confirm.ts'
import { entryAddress } from './entry.ts'
import { kindOf } from './judge.ts'
import type { Check, SiteAddress, World } from './model.ts'
import { onlooker } from './onlooker.ts'
import { lookUntilRight } from './rounds.ts'
import { evenly } from './sample.ts'
import { sparing } from './sparing.ts'
import { verdictOn } from './verdict.ts'

/** A file by the hashes of its new bytes, lower-case hex; its path is relative to the root of the site. */
export interface NewBytes {
  readonly path: string
  readonly sha1?: string | undefined
  readonly sha256?: string | undefined
  /** What is stored in an encoding of its own arrives decoded, and tells nothing. */
  readonly headers?: Headers | undefined
}

export interface Age {
  /** *old* is proven, for one file at least; *unseen* is whatever nobody could look at. */
  readonly age: 'new' | 'old' | 'unseen'
  readonly findings: readonly Finding[]
}

/** Milliseconds for all of it, and those of them that are for the last look at what is old. */
const BOUND = 20_000
const LAST_LOOK = 5000

const MOST_FILES = 200

/** Looks at these files, or where they are many at some of them, evenly. `by` is the file that lists them. */
export async function ageOf(site: SiteAddress, files: readonly NewBytes[], by: string, world: World): Promise<Age> {
  const plain = files.filter(({ headers }) => headers?.['Content-Encoding'] === undefined)
  const checks = evenly(plain, MOST_FILES).map(({ path, sha1, sha256 }): Check => {
    return { address: addressOf(path, site.url), by, expected: { kind: kindOf(path), path, sha1, sha256 } }
  })
  const entry = entryAddress('index.html', site.url)
  const end = world.clock.monotonic() + BOUND
  const { look, isWalled } = onlooker(site, world)
  const looking = { look, next: () => [], excuse: () => undefined, tell: sparing(world) }
  const last = { begin: end - LAST_LOOK, end, entry, hasWall: () => isWalled(entry, end) }
  const open = await lookUntilRight(checks, looking, last.begin, world)
  const { verdict, findings } = verdictOn(await confirmed(open, looking, last, world))
  return { age: ({ right: 'new', wrong: 'old', unseen: 'unseen' } as const)[verdict], findings }
}
