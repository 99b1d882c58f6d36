// Large bodies wait for leave: what S3 refuses is refused before megabytes are on their way.

import type { S3Client } from '@aws-sdk/client-s3'
import { HttpRequest, HttpResponse } from '@smithy/core/protocols'
import type { Send } from './connections.ts'

/** Bytes from which on the client of the SDK waits for leave as well. */
export const LARGE = 2 * 1024 * 1024

/** Only the connections of the client know how to wait; everything else is sent as it was. */
export function waitingForLeave({ config }: S3Client, send: Send): Send {
  return async (request) => {
    if (!(request.body?.length >= LARGE)) return await send(request)
    const waiting = new HttpRequest({ ...request, headers: { ...request.headers, expect: '100-continue' } })
    const { response } = await config.requestHandler.handle(waiting)
    return new HttpResponse({ ...response, body: Buffer.from(await config.streamCollector(response.body)) })
  }
}
