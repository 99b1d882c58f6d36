// The form of S3's requests and answers, as the client of the SDK knows it: inputs become requests, answers outputs.

import { Readable } from 'node:stream'
import {
  CopyObject$,
  DeleteObject$,
  GetObject$,
  HeadObject$,
  ListObjectsV2$,
  PutObject$,
  type S3Client,
  UploadPart$,
} from '@aws-sdk/client-s3'
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { operation } from '@smithy/core/schema'
import type { Destination } from './destination.ts'

export type Operation = ReturnType<typeof operation>

/** Those that go the short way. */
export const operations = {
  put: named(PutObject$),
  part: named(UploadPart$),
  copy: named(CopyObject$),
  head: named(HeadObject$),
  get: named(GetObject$),
  list: named(ListObjectsV2$),
  remove: named(DeleteObject$),
}

function named([, namespace, name, traits, input, output]: typeof PutObject$): Operation {
  return operation(namespace, name, traits, input, output)
}

export interface Output {
  $metadata: object
}

export interface Protocol {
  /** The request for an operation with that input. */
  write(asked: Operation, input: object, to: Destination): Promise<HttpRequest>
  /**
   * The output of an operation, without what is in the body of the answer to a get or a list.
   * @throws the error that the answer tells, as the client of the SDK throws it
   */
  read<Told extends Output>(asked: Operation, answer: HttpResponse): Promise<Told>
}

export function protocolOf({ config }: S3Client): Protocol {
  const protocol: ClientProtocol | undefined = config.protocol
  if (protocol === undefined) throw new Error('The S3 client has no protocol.')
  return {
    write: (asked, input, { context }) => protocol.serializeRequest(asked, input, context),
    async read(asked, told) {
      const answer = meant(told, asked)
      try {
        return await protocol.deserializeResponse(asked, config, answer)
      } catch (error) {
        throw withAnswer(error, answer)
      }
    },
  }
}

/** As far as it is used here. */
interface ClientProtocol {
  serializeRequest(asked: Operation, input: object, context: object): Promise<HttpRequest>
  deserializeResponse<Told extends Output>(asked: Operation, context: object, answer: HttpResponse): Promise<Told>
}

const UNAVAILABLE = 503

/**
 * S3 may have begun to answer 200 before a copy fails: then an error is the body, or there is none.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
function meant({ statusCode, headers, body }: HttpResponse, asked: Operation): HttpResponse {
  const rest = statusCode < 300 ? withoutBytes.get(asked) : undefined
  if (rest !== undefined) return new HttpResponse({ statusCode, headers: withExpiry(headers), body: rest() })
  const failed = statusCode === 200 && (body.length === 0 ? asked === operations.copy : endsInError(body))
  return new HttpResponse({ statusCode: failed ? UNAVAILABLE : statusCode, headers: withExpiry(headers), body })
}

/** What the protocol is given in place of bytes that are read elsewhere: its own reading of a list takes ten times as long. */
const withoutBytes = new Map<Operation, () => Readable | Buffer>([
  [operations.get, () => Readable.from([])],
  [operations.list, () => Buffer.from('<ListBucketResult/>')],
])

function endsInError(body: Buffer): boolean {
  return body
    .toString('latin1', Math.max(0, body.length - 16))
    .trimEnd()
    .endsWith('</Error>')
}

/** The SDK tells the header as it came by another name, and fails where it tells no date. */
function withExpiry({ expires, ...others }: Record<string, string>): Record<string, string> {
  return expires === undefined ? others : { ...others, expiresstring: expires }
}

/** What is no XML is an error all the same, and its status decides what becomes of it. */
function withAnswer(error: unknown, answer: HttpResponse): unknown {
  if (!(error instanceof Error)) return error
  Object.defineProperty(error, '$response', { value: answer, enumerable: false })
  return '$metadata' in error ? error : Object.assign(error, { $metadata: { httpStatusCode: answer.statusCode } })
}
