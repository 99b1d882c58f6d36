import type { Call } from '../http/call.ts'
import type { Refusal } from '../http/reply.ts'
import { type Content, tag, xmlDocument } from '../xml/write.ts'

/** A document in the namespace of S3. */
export function s3Document(name: string, content: Exclude<Content, undefined>): string {
  return xmlDocument(name, content, 'http://s3.amazonaws.com/doc/2006-03-01/')
}

/** `2009-10-12T17:50:30.000Z`; the milliseconds are always zero. */
export function isoDate(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString()
}

/** `encoding-type=url` makes keys safe that XML cannot hold; a slash stays, a space becomes a plus sign. */
export function nameEncoder(query: Readonly<Record<string, string>>): (name: string) => string {
  if (query['encoding-type'] !== 'url') return (name) => name
  return (name) => encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+')
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
export function errorDocument({ code, message, details }: Refusal, call: Call): string {
  return xmlDocument('Error', [
    tag('Code', code),
    tag('Message', message),
    ...Object.entries(details).map(([name, value]) => tag(name, value)),
    tag('RequestId', call.id),
    tag('HostId', hostId(call)),
  ])
}

/** The second, longer request ID that S3 gives. */
export function hostId(call: Call): string {
  return Buffer.from(call.id.repeat(3)).toString('base64')
}
