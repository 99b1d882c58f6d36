import { Refusal } from './reply.ts'

/** A body as it was meant, and what came after it. */
export interface Unframed {
  readonly body: Buffer
  /** By lower-case name. */
  readonly trailers: Readonly<Record<string, string>>
}

/**
 * Takes `aws-chunked` framing off a body: chunks of `size[;chunk-signature=…]\r\n bytes \r\n`, a chunk of size 0, trailers.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function unframe(framed: Buffer): Unframed {
  const chunks: Buffer[] = []
  let position = 0
  for (;;) {
    const line = lineAt(framed, position)
    const size = Number.parseInt(line, 16)
    if (!(size >= 0)) throw incomplete()
    position += line.length + 2
    if (size === 0) return { body: Buffer.concat(chunks), trailers: trailersIn(framed.toString('latin1', position)) }
    if (position + size + 2 > framed.length) throw incomplete()
    chunks.push(framed.subarray(position, position + size))
    position += size + 2
  }
}

function lineAt(framed: Buffer, position: number): string {
  const end = framed.indexOf('\r\n', position)
  if (end < 0) throw incomplete()
  return framed.toString('latin1', position, end)
}

function trailersIn(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
}

function incomplete(): Refusal {
  return new Refusal(
    400,
    'IncompleteBody',
    'The request body terminated before the number of bytes given by the Content-Length header.',
  )
}
