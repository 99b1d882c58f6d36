// The `verify-headers` input: lines of `Name: value` that open the way to a site behind a wall. Values are secrets.

export interface VerifyHeaders {
  readonly headers: Readonly<Record<string, string>>
  /** A sentence for every line that is none, without what it says. */
  readonly faults: readonly string[]
}

/** Headers of the connection, and the one that is sent as browsers send it. */
const reserved = /^(?:host|connection|content-length|transfer-encoding|accept-encoding|upgrade|expect)$/i

export function parseVerifyHeaders(text: string): VerifyHeaders {
  const headers: Record<string, string> = {}
  const faults: string[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [, name = '', value = ''] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*:\s*([\x20-\x7e]*?)\s*$/.exec(line) ?? []
    const fault = faultOf(name, value)
    if (fault === undefined) headers[name] = value
    else faults.push(`line ${at + 1} ${fault}`)
  }
  return { headers, faults }
}

function faultOf(name: string, value: string): string | undefined {
  if (name === '' || value === '') return 'is not of the form “Name: value”, in printable ASCII.'
  return reserved.test(name) ? `sets ${name}, which belongs to the connection itself.` : undefined
}

/** Everything of them that must never be printed: the values, and what follows the scheme of an Authorization. */
export function secretsIn(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(headers).flatMap((value) => {
    const [, credentials] = /^\S+\s+(\S.*)$/.exec(value) ?? []
    return credentials === undefined ? [value] : [value, credentials]
  })
}
