// Bundles on Local AWS by the real SDK, for one test file: its environment is theirs.

import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach } from '@jest/globals'
import { type Fault, type JournalEntry, type LocalAws, startLocalAws } from '../../../local/index.ts'
import { type BundlePlace, type Gates, s3Bundles } from '../../../src/beanstalk/aws/bundles.ts'
import type { Bundles } from '../../../src/beanstalk/ports.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import '../../shared/support/node-errors.ts'

export const ACCOUNT = '123456789012'
const BUCKET = 'bundles'

export interface LocalBundles {
  readonly aws: LocalAws
  bundles(place?: Partial<BundlePlace>, gates?: Partial<Gates>): Bundles
  /** What goes wrong with requests of that operation, until the test ends; they are counted from 1. */
  failing(operation: string, fault: (entry: JournalEntry, count: number) => Fault | undefined): void
  /** How often an operation was asked for, by its name. */
  asked(): Readonly<Record<string, number>>
  /** Uploads that are neither completed nor aborted. */
  left(): Promise<number>
}

/** Local AWS with the bucket `bundles`; each test finds that empty. */
export async function localBundles(): Promise<LocalBundles> {
  const aws = await startLocalAws()
  Object.assign(process.env, aws.env)
  const ends: (() => void)[] = []
  aws.buckets.create(BUCKET)
  afterEach(() => {
    for (const end of ends.splice(0)) end()
    aws.buckets.remove(BUCKET)
    aws.buckets.create(BUCKET)
    aws.journal.clear()
  })
  afterAll(() => aws.close())
  return {
    aws,
    bundles: (place = {}, gates = {}) =>
      s3Bundles(
        { bucket: BUCKET, owner: ACCOUNT, region: 'us-east-1', ...place },
        { gate: openGate(), cleaning: openGate(), ...gates },
        fakeClock(),
      ),
    failing(operation, fault) {
      let count = 0
      const end = aws.intercept((entry) => {
        if (entry.operation !== operation) return undefined
        count += 1
        return fault(entry, count)
      })
      ends.push(end)
    },
    asked: () => {
      const byName = Map.groupBy(aws.journal.entries, ({ operation }) => operation)
      return Object.fromEntries([...byName].map(([name, entries]) => [name, entries.length]))
    },
    async left() {
      const client = new S3Client({ region: 'us-east-1', forcePathStyle: true })
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))
      return Uploads.length
    },
  }
}
