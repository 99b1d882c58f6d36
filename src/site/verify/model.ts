// The nouns of a verification: what is looked at, what is expected of it, and what was found.

import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { Wanted } from '../file-model.ts'
import type { Visitor } from '../ports.ts'

/** Where the site is to be seen. */
export interface SiteAddress {
  /** Of the root of the site; ends with `/`. */
  readonly url: string
  /** Sent to the origin of that address and to no other. They are secrets. */
  readonly headers: Readonly<Record<string, string>>
}

/** A file as the site must answer it. Its path is relative to the root of the site. */
export type ExpectedFile = Pick<Wanted, 'path' | 'role' | 'size' | 'sha256' | 'headers'>

/** The entry as the bucket has it before anything is changed. */
export interface LiveEntry extends ExpectedFile {
  /** Without quotes. */
  readonly etag: string
}

/** What a verification asks of the world. */
export interface World {
  /** It alone makes requests, and passes the gate with them. */
  readonly visitor: Visitor
  /** Its sleepers wake when the gate shuts. */
  readonly clock: Clock
  readonly log: Log
}

/** What was to be seen before anything was changed. */
export interface Baseline {
  /**
   * *same*: the bytes of the bucket; *seen*: a page, and nothing proves whose; *other*: provably not what the bucket has;
   * *nothing*: nobody looked, because the bucket has no entry; *unseen*: nobody could look.
   */
  readonly sight: 'same' | 'seen' | 'other' | 'nothing' | 'unseen'
  /** Why nobody could look, in full sentences; '' where somebody could. */
  readonly why: string
  /** SHA-256 of the entry's bytes, lower-case hex; '' where there were none. */
  readonly sha256: string
  /** What the entry referred to and was not to be had. */
  readonly missing: ReadonlySet<string>
}

/** What an address must answer. What is undefined is not known, and not asked for. */
export interface Expectation {
  readonly kind: Kind
  /** Relative to the root of the site; '' where the release has no such file. */
  readonly path: string
  /** As stored, with its parameters. */
  readonly type?: string | undefined
  readonly size?: number | undefined
  readonly sha256?: string | undefined
  /** By Angular's `ngsw.json`. */
  readonly sha1?: string | undefined
}

/** What browsers take an answer for; of scripts and styles they insist on the type. */
export type Kind = 'page' | 'script' | 'style' | 'other'

/** One look at one address. */
export interface Check {
  readonly address: string
  /** The file that refers to it; '' where it is looked at for its own sake. */
  readonly by: string
  readonly expected: Expectation
  /** Asked for past every cache, as Angular's service worker does. */
  readonly fresh?: boolean
  /** Was it missing before, and is it none of ours? Then it is told, and nobody waits for it. */
  readonly excused?: boolean
}

export type Judgement = Right | Wrong | Unseen

export interface Right {
  readonly verdict: 'right'
  /** Where the answer came from in the end. */
  readonly address: string
  /** Lower-case hex. */
  readonly sha1: string
  /** Of pages, code and manifests; '' for whatever names nothing. */
  readonly text: string
}

export interface Wrong {
  readonly verdict: 'wrong'
  /** *stale* are other bytes than expected, whatever they are. */
  readonly fault: 'missing' | 'type' | 'stale'
  readonly sentence: string
  readonly status: number
  /** Of the bytes that were seen in place of others. */
  readonly sha256?: string
}

export interface Unseen {
  readonly verdict: 'unseen'
  readonly sentence: string
  /** Will a minute change nothing about it? So it is with names, certificates, passwords and redirects. */
  readonly isLasting?: boolean
}

/** A check and what came of it. */
export interface Seen<Verdict extends Judgement = Judgement> {
  readonly check: Check
  readonly judgement: Verdict
}
