// Addresses of files, and files of addresses.

/** The address of a file below the root of a site, as browsers write it. */
export function addressOf(path: string, root: string): string {
  return root + encodeURI(path.toWellFormed()).replace(/[?#]/g, encodeURIComponent)
}

/** The path of an address below the root; undefined where it is not below it, or has no readable name. */
export function pathOf(address: string, root: string): string | undefined {
  const [{ origin, pathname }, base] = [new URL(address), new URL(root)]
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return undefined
  try {
    return decodeURIComponent(pathname.slice(base.pathname.length))
  } catch {
    return undefined
  }
}

/** The root of the site on the origin that an answer came from in the end. */
export function rootAt(address: string, url: string): string {
  return new URL(new URL(url).pathname, address).href
}

/** The same host, with or without `www.`, by whatever scheme and port. */
export function isSameSite(one: string, other: string): boolean {
  return hostOf(one) === hostOf(other)
}

function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./, '')
}

/** An address as it may be printed: what follows a `?` can be a secret, and so can what stands before an `@`. */
export function shown(address: string): string {
  const { origin, pathname } = new URL(address)
  return origin + pathname
}
