// versitygw in memory: an S3 that keeps keys as files, here below /dev/shm.

import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { daemon } from '../scripts/conformance/process.ts'
import { versitygw } from '../scripts/conformance/versitygw.ts'
import type { ObjectServer } from './model.ts'

const credentials = { accessKeyId: 'AKIABENCHMARK0000000', secretAccessKey: 'benchmark-secret' }
const programs = join(import.meta.dirname, '..', '.cache', 'conformance')

/** @param memory an existing folder of a file system in memory that knows extended attributes. */
export async function startServer(memory: string): Promise<ObjectServer> {
  await mkdir(programs, { recursive: true })
  const folder = await mkdtemp(join(memory, 'objects-'))
  const [objects, log] = [join(folder, 'objects'), join(folder, 'requests.log')]
  await mkdir(objects)
  const { endpoint, stop } = await daemon({
    program: versitygw.install(programs),
    // Connections are kept open, as S3 keeps them; versitygw closes each after one answer unless told not to.
    args: (port) => ['--port', `127.0.0.1:${port}`, '--quiet', '--keep-alive', '--access-log', log, 'posix', objects],
    env: { ROOT_ACCESS_KEY: credentials.accessKeyId, ROOT_SECRET_KEY: credentials.secretAccessKey },
  })
  let answered = 0
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true })
  return {
    endpoint,
    credentials,
    makeBucket: async (bucket) => {
      await client.send(new CreateBucketCommand({ Bucket: bucket }))
    },
    // Nobody measures this, and file by file through S3 it would take longer than the run before it.
    removeBucket: (bucket) => rm(join(objects, bucket), { recursive: true, force: true }),
    requests: async () => {
      answered += await linesOf(log)
      // Lines of millions of requests would fill the memory; the server appends, so it goes on at the beginning.
      await truncate(log)
      return answered
    },
    stop: async () => {
      client.destroy()
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The server logs each request in a line when it has answered it. */
async function linesOf(log: string): Promise<number> {
  let lines = 0
  for await (const chunk of createReadStream(log)) for (const byte of chunk) if (byte === 10) lines++
  return lines
}
