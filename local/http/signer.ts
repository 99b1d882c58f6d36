/** What the signature of a request (SigV4) says about it. The signature itself is taken on trust. */
export interface Signer {
  readonly accessKey: string
  readonly region: string
  /** The service it was signed for: `s3`, `cloudfront`, `sts`. */
  readonly service: string
  /** When it was signed, in milliseconds; NaN when that cannot be read. */
  readonly time: number
}

/**
 * Reads the credential scope from the Authorization header or, for a presigned URL, from the query.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signerOf(
  headers: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>>,
): Signer | undefined {
  const credential = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query['X-Amz-Credential']
  const [accessKey, , region, service] = credential?.split('/') ?? []
  if (accessKey === undefined || region === undefined || service === undefined) return undefined
  return { accessKey, region, service, time: timeOf(headers['x-amz-date'] ?? query['X-Amz-Date'] ?? '') }
}

/** `20260831T120000Z` in milliseconds. */
function timeOf(compact: string): number {
  return Date.parse(compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
