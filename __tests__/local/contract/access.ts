import { deepEqual, equal } from 'node:assert/strict'
import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'

import { answerTo, type Case } from './world.ts'

export const accessCases: readonly Case[] = [
  {
    name: 'a bucket that does not exist is told so',
    needs: 's3',
    run: async ({ s3 }) => {
      const Bucket = 'contract-never-created'
      equal(await answerTo(s3.send(new ListObjectsV2Command({ Bucket }))), '404 NoSuchBucket')
      equal(await answerTo(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))), '404 NoSuchBucket')
      equal(await answerTo(s3.send(new HeadBucketCommand({ Bucket }))), '404 NotFound')
    },
  },
  {
    name: 'a bucket in us-east-1 has no location constraint',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const Bucket = await bucket()
      equal(await answerTo(s3.send(new HeadBucketCommand({ Bucket }))), '200')
      equal((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint, undefined)
    },
  },
  {
    name: 'a bucket in another region sends a client there, with the region in a header',
    needs: 's3',
    run: async ({ s3, s3With }) => {
      const Bucket = `contract-eu-${Date.now().toString(36)}`
      const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const }
      await s3With({ region: 'eu-west-1' }).send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
      equal(await answerTo(s3.send(new ListObjectsV2Command({ Bucket }))), '301 PermanentRedirect')
      const head = await s3.send(new HeadBucketCommand({ Bucket })).catch((error) => error.$response)
      deepEqual([head?.statusCode, head?.headers['x-amz-bucket-region']], [301, 'eu-west-1'])
    },
  },
  {
    name: 'a bucket without tags has no tag set',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      equal(await answerTo(s3.send(new GetBucketTaggingCommand({ Bucket: await bucket() }))), '404 NoSuchTagSet')
    },
  },
  {
    name: 'a bucket of somebody else than expected is not touched',
    needs: 's3',
    run: async ({ s3, bucket }) => {
      const request = new ListObjectsV2Command({ Bucket: await bucket(), ExpectedBucketOwner: '999999999999' })
      equal(await answerTo(s3.send(request)), '403 AccessDenied')
    },
  },
  {
    name: 'an access key that nobody has is refused',
    needs: 's3',
    run: async ({ s3With, bucket }) => {
      const stranger = s3With({ credentials: { accessKeyId: 'AKIANOBODYNOBODYNOBO', secretAccessKey: 'x' } })
      equal(
        await answerTo(stranger.send(new ListObjectsV2Command({ Bucket: await bucket() }))),
        '403 InvalidAccessKeyId',
      )
    },
  },
  {
    name: 'a request without a signature is denied',
    needs: 's3',
    run: async ({ server, bucket }) => {
      const answer = await fetch(`${server.endpoint}/${await bucket()}/a`)
      equal(answer.status, 403)
      equal(/<Code>(.*)<\/Code>/.exec(await answer.text())?.[1], 'AccessDenied')
    },
  },
  {
    name: 'a request signed an hour ago is refused',
    needs: 's3',
    run: async ({ s3With, bucket }) => {
      const late = s3With({ systemClockOffset: -3_600_000 })
      equal(await answerTo(late.send(new ListObjectsV2Command({ Bucket: await bucket() }))), '403 RequestTimeTooSkewed')
    },
  },
]
