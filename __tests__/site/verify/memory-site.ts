// A site in memory, for looks from outside: what it answers, when, and to whom.

import { createHash } from 'node:crypto'
import type { Clock } from '../../../src/shared/clock.ts'
import type { Verification } from '../../../src/site/model.ts'
import type { Answer, Trouble, Visit, Visitor } from '../../../src/site/ports.ts'
import type { Baseline, ExpectedFile, SiteAddress, World } from '../../../src/site/verify/model.ts'
import { verifyLive } from '../../../src/site/verify/verify.ts'
import { drivenClock } from '../../shared/support/driven-clock.ts'
import { type RecordingLog, recordingLog } from '../../shared/support/log.ts'
import { assetsOf } from './built-site.ts'

export type Files = Readonly<Record<string, string>>

/** `hang` answers nothing until the visitor gives up. */
export type Turn = Answer | Trouble | 'hang'

export const ROOT = 'https://shop.example/'

export const SECRET = 'Basic c2VjcmV0'

export const site: SiteAddress = { url: ROOT, headers: { authorization: SECRET } }

/** An application of one page, a script with a chunk, and a style with a picture. */
export const shop: Files = {
  'index.html':
    '<!doctype html><link rel="stylesheet" href="styles.css"><script type="module" src="main.js"></script><h1>Shop</h1>',
  'main.js': 'const later = () => import("./chunk.js"); document.onclick = later',
  'chunk.js': 'export const chunk = "of the shop"',
  'styles.css': 'h1 { background: url(media/hill.png) }',
  'media/hill.png': 'a picture',
}

/** The files as a deploy publishes them. */
export function filesOf(files: Files): readonly ExpectedFile[] {
  return assetsOf(Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.from(content) })))
}

export function answer(
  body: string,
  type: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { 'content-type': type, ...headers }, body: Buffer.from(body), cut: false }
}

export const page = (body: string, status = 200): Answer => answer(body, 'text/html', status)
export const missing = answer('<Error/>', 'application/xml', 404)
export const denied = answer('<Error/>', 'application/xml', 403)
export const trouble = (kind: Trouble['trouble'], code = ''): Trouble => ({ trouble: kind, code })
export const redirect = (location: string, status = 302): Answer => answer('', 'text/html', status, { location })

/** What a site with these files answers: 404 where there is none, and the entry page to addresses without extension. */
export function served(files: Files, root = ROOT): (address: string) => Answer {
  const types = new Map(filesOf(files).map(({ path, headers }) => [path, headers?.['Content-Type'] ?? '']))
  return (address) => {
    const { href } = new URL(address)
    const path = decodeURIComponent(href.slice(root.length).replace(/\?.*$/, ''))
    const name = path === '' || (files[path] === undefined && !path.includes('.')) ? 'index.html' : path
    const content = files[name]
    return content === undefined ? missing : answer(content, types.get(name) ?? '')
  }
}

export interface MemoryVisitor extends Visitor {
  /** Every address that was asked for, in order. */
  readonly asked: readonly string[]
  /** The addresses that got the secret headers. */
  readonly trusted: ReadonlySet<string>
}

/** `turn` says what an address answers at that time, in milliseconds. */
export function memoryVisitor(clock: Clock, turn: (address: string, now: number) => Turn): MemoryVisitor {
  const [asked, trusted] = [[] as string[], new Set<string>()]
  return {
    asked,
    trusted,
    async visit(address, headers, { silence, total }): Promise<Visit> {
      asked.push(address)
      if (headers.authorization === SECRET) trusted.add(address)
      const now = turn(address, clock.monotonic())
      if (now !== 'hang') return now
      await clock.sleep(Math.min(silence, total))
      return trouble('silent', 'timeout')
    },
  }
}

export const sawSame: Baseline = { sight: 'same', why: '', sha256: 'of before', missing: new Set() }

export interface Verified {
  readonly verification: Verification
  readonly visitor: MemoryVisitor
  readonly log: RecordingLog
  /** Milliseconds that it took. */
  readonly took: number
}

export interface Given {
  readonly files?: Files
  readonly expected?: readonly ExpectedFile[]
  readonly baseline?: Baseline
  readonly isSettling?: boolean
  readonly isErrorPageTold?: boolean
  readonly at?: SiteAddress
}

/** Verifies the shop, or the files given, where addresses answer so: undefined is as published. */
export async function verify(
  turn: (address: string, now: number) => Turn | undefined,
  {
    files = shop,
    baseline = sawSame,
    isSettling = false,
    isErrorPageTold = false,
    at = site,
    expected = filesOf(files),
  }: Given = {},
): Promise<Verified> {
  const asPublished = served(files, at.url)
  const { done, visitor, log } = inMemory(
    (world) => verifyLive(at, expected, baseline, world, { isSettling, isErrorPageTold }),
    {
      turn: (address, now) => turn(address, now) ?? asPublished(address),
    },
  )
  const { answer: verification, took } = await done
  return { verification, visitor, log, took }
}

/** Does the work in such a world, and lets as much time pass as it takes. */
export function inMemory<Answered>(
  work: (world: World) => Promise<Answered>,
  { turn }: { readonly turn: (address: string, now: number) => Turn },
) {
  const [clock, log] = [drivenClock(), recordingLog()]
  const visitor = memoryVisitor(clock, turn)
  const done = (async () => {
    const answered = work({ visitor, clock, log }).then((one) => ({ answer: one, took: clock.monotonic() }))
    const [both] = await Promise.all([answered, clock.pass(200_000)])
    return both
  })()
  return { done, visitor, log }
}

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex')
export const sha1 = (content: string): string => createHash('sha1').update(content).digest('hex')
