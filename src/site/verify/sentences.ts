// Why nobody could look, and what was wrong with what was seen: each with what to do about it, where something can be done.

import { counted, printable } from '../../shared/printable.ts'
import { shown } from './addresses.ts'
import { essence } from './media-type.ts'
import type { Check, Expectation } from './model.ts'
import type { Obstacle } from './sight.ts'

const certificate = 'Give the distribution a certificate of ACM in us-east-1'

const obstacles: Readonly<Record<Obstacle['obstacle'], readonly [why: string, cure: string]>> = {
  'no such name': [
    'its host name is not known',
    'If the name is new, DNS may need a while to have it; else correct the input url.',
  ],
  refused: ['the connection was refused', 'See that the input url has the right host and port.'],
  unreachable: ['there is no way to that host from here', 'See that the runner may reach the site.'],
  silent: [
    'no answer came in time',
    'See whether a firewall keeps the runner out; else run the deploy again once the site answers.',
  ],
  'cut off': ['the connection was cut', 'Run the deploy again; if it stays so, look at what stands before the site.'],
  'certificate expired': ['its certificate has expired, or is not valid yet', `${certificate}, and let ACM renew it.`],
  'certificate of another name': [
    'its certificate is for another name',
    `${certificate} that covers this name, and add the name to the alternate domain names.`,
  ],
  'certificate of unknown issuer': [
    'nobody that is trusted has issued its certificate',
    `${certificate}; a proxy in between may have put in its own.`,
  ],
  'no TLS': ['no TLS connection could be made', 'See that the host serves https, or write http:// in the input url.'],
  garbled: ['the answer was no valid HTTP', 'Look at what stands before the site.'],
  failed: ['the request failed', 'See that the inputs url and verify-headers are right.'],
  'led elsewhere': [
    'it redirects to another host',
    'If that is a login, let verify-headers pass it; if the site has moved, correct the input url.',
  ],
  'led in a circle': ['its redirects lead in a circle', 'Look at the functions and redirects of the distribution.'],
  'led on and on': ['it redirects more than five times', 'Look at the functions and redirects of the distribution.'],
  'no time': ['there was no time left', 'Look at it by hand.'],
}

export function obstacleSentence(address: string, { obstacle, detail }: Obstacle): string {
  const [why, cure] = obstacles[obstacle]
  const told = URL.canParse(detail) ? shown(detail) : detail
  return `Could not look at ${shown(address)}: ${why}${told === '' ? '' : ` (${printable(told)})`}. ${cure}`
}

/** What a status means that says nothing of the file. */
export function statusSentence(address: string, status: number): string {
  return `Could not look at ${shown(address)}: ${meaning(status)}`
}

function meaning(status: number): string {
  if (status === 401)
    return 'it asks for a password (401). Give it with the input verify-headers: Authorization: Basic …'
  if (status === 403) {
    return (
      'it turns us away (403). See whether a firewall or a restriction by country keeps the runner out, ' +
      'whether CloudFront may read the bucket, and whether the distribution has a default root object.'
    )
  }
  if (status === 404) return 'it answers 404. See that the input url, the prefix and the origin path are right.'
  if (status === 429) return 'it asks us to come less often (429). Run the deploy again later.'
  if (status >= 500) return `it answers ${status}. Look at the distribution, its functions and its origin.`
  return `it answers ${status}, which tells nothing of the site. See that the input url is right.`
}

export function wallSentence(address: string): string {
  return (
    `Could not look at ${shown(address)}: a firewall answered in place of the site. ` +
    'Let it admit the runner, for example by a header that verify-headers sends.'
  )
}

/** A redirect to another path, whose answer is not what was expected. */
export function movedSentence(address: string, to: string): string {
  return (
    `Could not look at ${shown(address)}: it redirects to ${shown(to)}, which is not what was published there. ` +
    'If that is a login, let verify-headers pass it.'
  )
}

export function missingSentence({ address, by, expected }: Check, status: number): string {
  const why = by === '' ? `the release has ${name(expected)}` : `${printable(by)} refers to it`
  return `${shown(address)} answers ${status}, though ${why}.`
}

export function typeSentence({ address, by, expected }: Check, type: string): string {
  const seen = essence(type) === '' ? 'no type' : printable(essence(type).slice(0, 100))
  const instead = seen === 'text/html' && expected.kind !== 'page' ? ': a page stands in for it' : ''
  const whose = by === '' ? '' : ` by ${printable(by)}`
  return `${shown(address)} answers ${seen} where ${wantedType(expected)} is expected${whose}${instead}.`
}

function wantedType({ type, kind }: Expectation): string {
  if (type !== undefined) return printable(essence(type))
  return { script: 'text/javascript', style: 'text/css', page: 'text/html', other: 'another type' }[kind]
}

/** `seen` is undefined where it was too many to count. */
export function lengthSentence({ address, expected }: Check, seen: number | undefined): string {
  const size = seen === undefined ? 'far more bytes' : counted(seen, 'byte')
  const wanted = counted(expected.size ?? 0, 'byte')
  return `${shown(address)} has ${size} where ${name(expected)} as it was published has ${wanted}.`
}

export function hashSentence({ address, expected }: Check, seen: string): string {
  return (
    `${shown(address)} answers other bytes than ${name(expected)} as it was published ` +
    `(SHA-256 ${seen.slice(0, 12)}… instead of ${(expected.sha256 ?? '').slice(0, 12)}…).`
  )
}

export function tableSentence({ address, by, expected }: Check, seen: string, asPublished: boolean): string {
  const cure = asPublished
    ? ' It is as it was published, so it was changed after the build had written that table: build again, and change no file afterwards.'
    : ''
  const hashes = `(SHA-1 ${seen.slice(0, 12)}… instead of ${(expected.sha1 ?? '').slice(0, 12)}…)`
  return `${shown(address)} does not have the hash that ${printable(by)} has for it ${hashes}, so service workers refuse the release.${cure}`
}

function name({ path }: Expectation): string {
  return path === '' ? 'the file' : printable(path)
}
