import type { S3 } from './s3.ts'

/** Without quotes, as the ports have it; '' where there is none. */
export function bare(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '')
}

export function quoted(etag: string): string {
  return `"${etag}"`
}

/** The ETag that the answer to a write tells; where it tells none, the object itself is asked. */
export async function newEtag(
  { short }: S3,
  where: { readonly Bucket: string; readonly Key: string },
  told: string | undefined,
): Promise<string> {
  return bare(told ?? (await short.head(where)).ETag)
}
