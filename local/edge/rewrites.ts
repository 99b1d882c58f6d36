/** What a function at the edge makes of a path: the first pattern that is found is replaced, all others are left alone. */
export type Rewrites = readonly (readonly [pattern: RegExp, replacement: string])[]

/** The functions of a behaviour. */
export interface Functions {
  /** A CloudFront Function, before the cache is asked: its path is the one that is cached. */
  readonly viewerRequest?: Rewrites
  /** Lambda@Edge, on the way to the origin: a page is cached under the address that the visitor asked for. */
  readonly originRequest?: Rewrites
}

/** Every path without a dot in its last part is the page of a single-page application. */
export const pageOfApp: Rewrites = [[/^.*\/[^./]*$/, '/index.html']]

/** Every folder, with or without a slash at its end, is the page inside it. */
export const pageOfFolder: Rewrites = [
  [/\/$/, '/index.html'],
  [/(\/[^./]+)$/, '$1/index.html'],
]

export function rewritten(path: string, rewrites: Rewrites = []): string {
  const [pattern, replacement] = rewrites.find(([candidate]) => path.search(candidate) >= 0) ?? []
  return pattern === undefined || replacement === undefined ? path : path.replace(pattern, replacement)
}
