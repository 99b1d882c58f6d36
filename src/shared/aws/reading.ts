// The bytes of large objects, whole or not at all, also where a connection breaks in the middle of an answer.

import { Readable } from 'node:stream'
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { ATTEMPTS } from '../retry.ts'
import { refusedOr } from './conditions.ts'
import { quoted } from './etag.ts'
import type { Place } from './place.ts'
import type { S3 } from './s3.ts'

/** The bytes of that version of an object; what is lost on the way is asked for again. */
export async function readObject(s3: S3, place: Place, key: string, etag: string): Promise<AsyncIterable<Buffer>> {
  const where = { Bucket: place.bucket, Key: key, IfMatch: quoted(etag) }
  const sendFrom = (byte: number) => {
    const rest = byte === 0 ? {} : { Range: `bytes=${byte}-` }
    return refusedOr(key, s3.client.send(new GetObjectCommand({ ...where, ...rest })))
  }
  const attempted = { what: `Could not read ${place.at(key)}`, action: 's3:GetObject' }
  const first = await s3.attempt(place, attempted, () => sendFrom(0))
  return (async function* resumed() {
    let told = 0
    for (let answer = first, broken = 0; ; ) {
      try {
        for await (const chunk of bodyOf(answer)) {
          told += chunk.length
          yield chunk
        }
        return
      } catch (error) {
        broken += 1
        answer = await s3.attempt(place, attempted, () => (broken < ATTEMPTS ? sendFrom(told) : Promise.reject(error)))
      }
    }
  })()
}

function bodyOf({ Body }: GetObjectCommandOutput): AsyncIterable<Buffer> {
  if (Body instanceof Readable) return Body
  throw new Error('S3 has answered without a body.')
}
