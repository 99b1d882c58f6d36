// The headers that S3 stores with an object and CloudFront passes on, and what each may hold.

/** Says what a value should be, where it is not. */
type Check = (value: string) => string | undefined

const token = "[\\w!#$%&'*+.^`|~-]+"
const directive = `${token}(?:=(?:${token}|"[^"]*"))?`

const stored: Readonly<Record<string, Check>> = {
  'Cache-Control': (value) =>
    whole(`${directive}(?:\\s*,\\s*${directive})*`, value) && agesAreNumbers(value)
      ? undefined
      : 'directives such as “public, max-age=300”',
  'Content-Type': (value) =>
    whole(`${token}/${token}(?:\\s*;\\s*${directive})*`, value)
      ? undefined
      : 'a type such as “text/html; charset=utf-8”',
  'Content-Disposition': (value) =>
    whole(`${token}(?:\\s*;.*)?`, value) ? undefined : '“inline” or “attachment; filename="price list.pdf"”',
  'Content-Encoding': (value) =>
    whole(`${token}(?:\\s*,\\s*${token})*`, value) ? undefined : 'an encoding such as “gzip” or “br”',
  'Content-Language': (value) =>
    whole('[A-Za-z0-9-]+(?:\\s*,\\s*[A-Za-z0-9-]+)*', value) ? undefined : 'languages such as “en” or “de-AT, de-CH”',
  Expires: (value) => (Number.isNaN(Date.parse(value)) ? 'a date such as “Wed, 21 Oct 2026 07:28:00 GMT”' : undefined),
}

/** The name as HTTP writes it; undefined where S3 does not store such a header. */
export function storedName(given: string): string | undefined {
  const name = given.toLowerCase()
  if (/^x-amz-meta-./.test(name)) return name
  return Object.keys(stored).find((known) => known.toLowerCase() === name)
}

/** What the value should be, where it is not legal. */
export function expectedOf(name: string, value: string): string | undefined {
  if (value === '') return 'a value'
  if (!/^[\x20-\x7e]+$/.test(value)) return 'printable ASCII only'
  return stored[name]?.(value)
}

/** A date is written as HTTP writes it. */
export function normalValue(name: string, value: string): string {
  return name === 'Expires' ? new Date(value).toUTCString() : value
}

function whole(pattern: string, value: string): boolean {
  return new RegExp(`^${pattern}$`).test(value)
}

function agesAreNumbers(value: string): boolean {
  return !/(?:max-age|s-maxage|stale-[\w-]+)\s*(?:$|,|=(?!\d+\s*(?:$|,)))/i.test(value)
}
