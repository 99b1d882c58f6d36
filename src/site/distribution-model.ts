// The nouns of a CloudFront distribution, as far as a deploy goes by it.

/** A CloudFront distribution, as far as a deploy goes by it. */
export interface Distribution {
  readonly id: string
  readonly arn: string
  /** `dxxxx.cloudfront.net`; '' where only its settings could be read. */
  readonly domainName: string
  readonly aliases: readonly string[]
  readonly enabled: boolean
  /** Do all edges go by these settings already? Undefined where only its settings could be read. */
  readonly deployed: boolean | undefined
  /** When the settings were changed last, ISO 8601 UTC; '' where only they could be read. */
  readonly lastModified: string
  readonly defaultRootObject: string
  readonly origins: readonly Origin[]
  /** In order of precedence; the default one is the last. */
  readonly behaviors: readonly CacheBehavior[]
  readonly errorResponses: readonly ErrorResponse[]
  /** False where the role may not read it: then the rest is empty and only the safe answer is right. */
  readonly readable: boolean
}

export interface Origin {
  readonly domainName: string
  /** Begins with `/`, or is empty. */
  readonly path: string
}

/** How requests to some addresses are answered. */
export interface CacheBehavior {
  /** As in `/app/*` and `*.png`; `*` is the default one. */
  readonly pattern: string
  /** The origin that is asked; several where an origin group asks one after the other. */
  readonly origins: readonly Origin[]
  /** Statuses of the first origin upon which the next one is asked; empty without an origin group. */
  readonly failover: readonly number[]
  readonly compress: boolean
  readonly functions: readonly EdgeFunction[]
  /** ID of the cache policy; '' where the behaviour itself has the older settings. */
  readonly policy: string
  /** Undefined where the role may not read the cache policy. */
  readonly caching: Caching | undefined
}

/** Code of the site's owner that runs at the edge. */
export interface EdgeFunction {
  readonly kind: 'cloudfront' | 'lambda'
  readonly event: 'viewer-request' | 'viewer-response' | 'origin-request' | 'origin-response'
  readonly arn: string
}

/** For how long an edge keeps a copy, and what tells copies of one address apart. */
export interface Caching {
  /** Seconds. */
  readonly minTtl: number
  /** Seconds for a file that has neither Cache-Control nor Expires. */
  readonly defaultTtl: number
  /** Seconds. */
  readonly maxTtl: number
  readonly queryStrings: KeyPart
  readonly headers: KeyPart
  readonly cookies: KeyPart
  /** May compressed copies be kept? */
  readonly gzip: boolean
  readonly brotli: boolean
}

/** Which query strings, headers or cookies are part of the cache key, by their names. */
export type KeyPart = 'none' | 'all' | { readonly only: readonly string[] } | { readonly allBut: readonly string[] }

/** A custom error response. */
export interface ErrorResponse {
  readonly status: number
  /** The path of the page that is answered instead, if there is one. */
  readonly page: string
  /** The status that visitors get with that page; the error's own unless another one is set. */
  readonly answeredStatus: number
  /** Seconds for which the edge keeps the error at least (ErrorCachingMinTTL). */
  readonly ttl: number
}
