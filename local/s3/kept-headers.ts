import { Refusal } from '../http/reply.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const SYSTEM_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'Cache-Control',
  'content-type': 'Content-Type',
  'content-disposition': 'Content-Disposition',
  'content-encoding': 'Content-Encoding',
  'content-language': 'Content-Language',
  expires: 'Expires',
}

const REDIRECT = 'x-amz-website-redirect-location'

/** What an object keeps of the headers it was sent with, and gives back. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]) => keptHeader(name.toLowerCase(), value))
  refuseTooMuchMetadata(kept)
  return { 'Content-Type': 'binary/octet-stream', ...Object.fromEntries(kept) }
}

/** What a copy takes over from its source: everything but the website redirect. */
export function copiedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== REDIRECT))
}

function keptHeader(name: string, value: string): [string, string][] {
  if (name === 'content-encoding') return encodingWithoutFraming(value)
  const canonical = SYSTEM_HEADERS[name]
  if (canonical !== undefined) return [[canonical, value]]
  return name.startsWith('x-amz-meta-') || name === REDIRECT ? [[name, value]] : []
}

/** `aws-chunked` describes the transfer, not the object. */
function encodingWithoutFraming(value: string): [string, string][] {
  const encodings = value.split(',').map((encoding) => encoding.trim())
  const kept = encodings.filter((encoding) => encoding !== 'aws-chunked' && encoding !== '')
  return kept.length === 0 ? [] : [['Content-Encoding', kept.join(',')]]
}

/** User metadata may have 2 KB in all, names and values together. */
function refuseTooMuchMetadata(kept: readonly [string, string][]): void {
  const sizes = kept.map(([name, value]) =>
    name.startsWith('x-amz-meta-') ? name.length - 'x-amz-meta-'.length + value.length : 0,
  )
  if (sizes.reduce((sum, size) => sum + size, 0) <= 2048) return
  throw new Refusal(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size')
}
