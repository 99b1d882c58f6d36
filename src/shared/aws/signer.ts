// The signature of requests: that of the SDK's client, with its credentials and its idea of the time.

import type { S3Client } from '@aws-sdk/client-s3'
import type { HttpResponse, IHttpRequest } from '@smithy/core/protocols'
import type { Destination } from './destination.ts'

export interface Signed {
  readonly request: IHttpRequest
  /** Tells the client what the answer says of the time. */
  accept(response: HttpResponse): void
  /** The same of an answer that is an error. @throws it */
  refuse(error: unknown): never
}

const SIGV4 = 'aws.auth#sigv4'

/** Signs a request for a destination. @throws where there are no credentials */
export function signerOf({ config }: S3Client) {
  signOnce(config)
  const { signer } = config.httpAuthSchemes.find(({ schemeId }) => schemeId === SIGV4) ?? {}
  if (signer === undefined) throw new Error(`The S3 client does not know ${SIGV4}.`)
  return async (request: IHttpRequest, { signing }: Destination): Promise<Signed> => {
    // The signer notes in them when the request was signed.
    const properties = { ...signing, config, context: {} }
    return {
      request: await signer.sign(request, await config.credentials(), properties),
      accept: (response) => signer.successHandler?.(response, properties),
      refuse: (error) => {
        if (error instanceof Error) signer.errorHandler?.(properties)(error)
        throw error
      },
    }
  }
}

/** The client makes a signer for each request; one is enough for all of them. */
function signOnce(config: S3Client['config']): void {
  const make = config.signer
  let made: ReturnType<typeof make> | undefined
  config.signer = (scheme) => {
    made ??= make(scheme)
    return made
  }
}
