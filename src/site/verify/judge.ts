// What an answer says of the file that was expected: right, provably wrong, or nothing.

import { createHash } from 'node:crypto'
import { isPage } from '../describe/file-kinds.ts'
import type { Answer } from '../ports.ts'
import { isFit, isSameType } from './media-type.ts'
import type { Check, Expectation, ExpectedFile, Judgement, Kind, Right, Wrong } from './model.ts'
import {
  hashSentence,
  lengthSentence,
  missingSentence,
  movedSentence,
  obstacleSentence,
  statusSentence,
  tableSentence,
  typeSentence,
  wallSentence,
} from './sentences.ts'
import type { Obstacle, Sight } from './sight.ts'

/** Bytes of a body that are read; of larger files only status and type are compared. */
export const MOST_BYTES = 20_000_000

/**
 * What a file must look like from outside. Where it is stored in an encoding of its own, or where nobody knows whether it
 * is, its bytes arrive decoded and are not compared.
 */
export function expectationOf({ path, size, sha256, headers }: ExpectedFile): Expectation {
  const plain = headers !== undefined && headers['Content-Encoding'] === undefined
  const proof = plain && size <= MOST_BYTES ? { size, sha256 } : {}
  return { kind: kindOf(path), path, type: headers?.['Content-Type'], ...proof }
}

export function kindOf(path: string): Kind {
  if (isPage(path)) return 'page'
  if (/\.css$/i.test(path)) return 'style'
  return /\.[cm]?js$/i.test(path) ? 'script' : 'other'
}

export function judge(check: Check, sight: Sight): Judgement {
  if ('obstacle' in sight) {
    return { verdict: 'unseen', sentence: obstacleSentence(check.address, sight), isLasting: isLasting(sight) }
  }
  const { answer, address } = sight
  if (isWall(answer)) return { verdict: 'unseen', sentence: wallSentence(check.address) }
  const wrong = faultOf(check, answer)
  if (wrong === undefined && answer.status === 200) return rightOf(check, address, answer)
  if (wrong === undefined) {
    const isLocked = answer.status === 401
    return { verdict: 'unseen', sentence: statusSentence(check.address, answer.status), isLasting: isLocked }
  }
  return sight.moved ? { verdict: 'unseen', sentence: movedSentence(check.address, address) } : wrong
}

/** Silence and cut connections may be over soon. */
function isLasting({ obstacle }: Obstacle): boolean {
  return !['silent', 'cut off', 'garbled', 'failed', 'no time'].includes(obstacle)
}

/** Pictures and fonts name nothing, and many of them would fill the memory. */
function rightOf({ expected, fresh }: Check, address: string, { body }: Answer): Right {
  const text = expected.kind === 'other' && !fresh ? '' : body.toString('utf8')
  return { verdict: 'right', address, sha1: digest('sha1', body), text }
}

/** A firewall of AWS says so itself. https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge.html */
function isWall({ headers }: Answer): boolean {
  return headers['x-amzn-waf-action'] !== undefined
}

/** Undefined where there is none, or where the answer says nothing of the file. */
function faultOf(check: Check, { status, headers, body, cut }: Answer): Wrong | undefined {
  if ([403, 404, 410].includes(status)) return wrong('missing', missingSentence(check, status), status)
  if (status !== 200) return undefined
  const type = headers['content-type'] ?? ''
  const { expected } = check
  const isRightType = expected.type === undefined ? isFit(type, expected.kind) : isSameType(type, expected.type)
  if (!isRightType) return wrong('type', typeSentence(check, type), status)
  return staleness(check, body, cut)
}

function staleness(check: Check, body: Buffer, cut: boolean): Wrong | undefined {
  const { size, sha256, sha1 } = check.expected
  const stale = (sentence: string): Wrong => ({ ...wrong('stale', sentence, 200), sha256: digest('sha256', body) })
  if (cut) return size === undefined ? undefined : stale(lengthSentence(check, undefined))
  if (size !== undefined && size !== body.length) return stale(lengthSentence(check, body.length))
  const seen = digest('sha256', body)
  if (sha256 !== undefined && sha256 !== seen) return stale(hashSentence(check, seen))
  const inTable = digest('sha1', body)
  if (sha1 !== undefined && sha1 !== inTable) return stale(tableSentence(check, inTable, sha256 !== undefined))
  return undefined
}

function wrong(fault: Wrong['fault'], sentence: string, status: number): Wrong {
  return { verdict: 'wrong', fault, sentence, status }
}

export function digest(algorithm: 'sha1' | 'sha256' | 'md5', bytes: Buffer): string {
  return createHash(algorithm).update(bytes).digest('hex')
}
