import { Refusal } from '../http/reply.ts'

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html */
const LONGEST = 4000

/** Refuses a path that CloudFront would not take; it knows no relative paths and a wildcard only at the end. */
export function refusePath(path: string): void {
  const wild = path.indexOf('*')
  if (path.startsWith('/') && path.length <= LONGEST && (wild < 0 || wild === path.length - 1)) return
  throw new Refusal(400, 'InvalidArgument', 'Your request contains one or more invalid invalidation paths.')
}

/** Does an invalidation path cover what was asked for under this address (path, and query string where it counts)? */
export function covers(path: string, address: string): boolean {
  const wanted = path.replaceAll('%7E', '~')
  const canonical = canonicalAddress(address)
  return wanted.endsWith('*') ? canonical.startsWith(wanted.slice(0, -1)) : canonical === wanted
}

/**
 * The form in which an invalidation must name an address: only what RFC 1738 calls unsafe, what is not ASCII and a
 * question mark in a name are percent-encoded. Tilde is unsafe there, but browsers send it bare; both are taken.
 */
function canonicalAddress(address: string): string {
  const question = address.indexOf('?')
  const path = question < 0 ? address : address.slice(0, question)
  return decodedPath(path).replace(UNSAFE, encodeURIComponent) + (question < 0 ? '' : address.slice(question))
}

const UNSAFE = /[\s<>"#%{}|\\^[\]`?\p{Cc}]|[^\p{ASCII}]+/gu

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
