// The adapters on Local AWS, for one test file: its environment is theirs.

import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach } from '@jest/globals'
import { type LocalAws, type Rule, startLocalAws } from '../../../local/index.ts'
import type { Clock } from '../../../src/shared/clock.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { type BucketSettings, s3Bucket } from '../../../src/site/aws/bucket.ts'
import { type StateSettings, s3State } from '../../../src/site/aws/state.ts'
import type { Headers } from '../../../src/site/file-model.ts'
import type { Bucket, NewObject, State } from '../../../src/site/ports.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import '../../shared/support/node-errors.ts'

export const PLACE = '.colt-deploy/dist/'

/** Retries wait on a clock that lets time pass at once. */
export function means(clock: Clock = fakeClock()) {
  return { gate: openGate(), clock }
}

type Means = ReturnType<typeof means>

export interface LocalS3 {
  readonly aws: LocalAws
  /** The bucket `shop` with the site in `dist/`, unless the settings say otherwise. */
  bucket(settings?: Partial<BucketSettings>, given?: Means): Bucket
  /** The state of that site, unless the settings say otherwise. */
  state(settings?: Partial<StateSettings>, given?: Means): State
  /** Puts an object there behind everybody's back, and answers its ETag without quotes. */
  put(key: string, body: string | Buffer, headers?: Headers, bucket?: string): string
  /** The bytes of an object as text; undefined where there is none. */
  text(key: string, bucket?: string): string | undefined
  /** What goes wrong until the test ends. */
  rule(rule: Rule): void
  /** Until the test ends, adapters that are made talk to a server that answers this, and not even a date. */
  instead(answer: (request: IncomingMessage) => { body?: string; headers?: Record<string, string> }): Promise<void>
  /** The journal so far, which then begins anew. */
  journal(): readonly string[]
}

/** Local AWS with the bucket `shop`; each test finds that empty. */
export async function localS3(): Promise<LocalS3> {
  const aws = await startLocalAws()
  const ends: (() => void)[] = []
  Object.assign(process.env, aws.env)
  aws.buckets.create('shop')
  afterEach(() => {
    for (const end of ends.splice(0)) end()
    Object.assign(process.env, aws.env)
    for (const key of aws.buckets.keys('shop')) aws.buckets.delete('shop', key)
    aws.journal.clear()
  })
  afterAll(() => aws.close())
  const common = { region: 'us-east-1', concurrency: 16 }
  return {
    aws,
    bucket: (settings = {}, { gate, clock } = means()) =>
      s3Bucket(
        { name: 'shop', prefix: 'dist', state: { bucket: 'shop', place: PLACE }, ...common, ...settings },
        gate,
        clock,
      ),
    state: (settings = {}, { gate, clock } = means()) =>
      s3State({ bucket: 'shop', place: PLACE, ...common, ...settings }, gate, clock),
    put: (key, body, headers = {}, bucket = 'shop') => aws.buckets.put(bucket, key, body, headers).replaceAll('"', ''),
    text: (key, bucket = 'shop') => aws.buckets.get(bucket, key)?.body.toString(),
    rule: (rule) => void ends.push(aws.intercept(rule)),
    instead: async (answer) => {
      const server = await listening(answer)
      process.env.AWS_ENDPOINT_URL = server.url
      ends.push(server.close)
    },
    journal: () => {
      const lines = aws.journal.lines()
      aws.journal.clear()
      return lines
    },
  }
}

async function listening(answer: Parameters<LocalS3['instead']>[0]) {
  const server = createServer(async (request, response) => {
    await buffer(request)
    const { body, headers } = answer(request)
    response.sendDate = false
    response.writeHead(200, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

export function newObject(key: string, body: string | Buffer, headers: Headers = {}): NewObject {
  return { key, size: Buffer.byteLength(body), sha256: sha256(body), headers }
}

export function md5(body: string | Buffer): string {
  return createHash('md5').update(body).digest('hex')
}

export function sha256(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}
