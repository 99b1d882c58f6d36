// Policies are held against requests as AWS does it: what decides, and what each operation takes.

import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  ListTagsForResourceCommand as TagsOfDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import {
  DescribeEnvironmentResourcesCommand,
  DescribeEnvironmentsCommand,
  DescribeEventsCommand,
  ElasticBeanstalkClient,
  UpdateEnvironmentCommand,
} from '@aws-sdk/client-elastic-beanstalk'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, describe, expect, test } from '@jest/globals'
import { ROUTES as CLOUDFRONT_ROUTES } from '../../local/cloudfront/routes.ts'
import { ROUTES as BEANSTALK_ROUTES } from '../../local/elasticbeanstalk/routes.ts'
import { cloudFrontRights } from '../../local/iam/cloudfront.ts'
import { decisionOn } from '../../local/iam/decision.ts'
import { beanstalkRights } from '../../local/iam/elasticbeanstalk.ts'
import { s3Rights } from '../../local/iam/s3.ts'
import { statementsOf } from '../../local/iam/statement.ts'
import { startLocalAws } from '../../local/index.ts'
import type { JsonMap } from '../../local/json.ts'
import { ROUTES as S3_ROUTES } from '../../local/s3/routes.ts'
import { outcomeOf } from './clients.ts'

const allow = (Action: string | string[], Resource: string | string[] = '*', more: JsonMap = {}): JsonMap => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const put = { action: 's3:PutObject', resource: 'arn:aws:s3:::shop/dist/app.js' }

describe('a decision', () => {
  const when = (operator: string, key: string, value: string | string[]): JsonMap =>
    allow('s3:PutObject', '*', { Condition: { [operator]: { [key]: value } } })
  const tagged = { ...put, context: { 'aws:ResourceTag/env': 'prod' } }

  test.each<[string, readonly JsonMap[], typeof put, string]>([
    ['nothing is allowed by itself', [], put, 'denied'],
    ['what is named is allowed', [allow('s3:PutObject', put.resource)], put, 'allowed'],
    ['a star covers slashes, too', [allow('s3:Put*', 'arn:aws:s3:::shop/*')], put, 'allowed'],
    ['a question mark covers one character', [allow('s3:PutObject', 'arn:aws:s3:::sho?/dist/app.js')], put, 'allowed'],
    ['actions are compared without case', [allow('S3:putobject')], put, 'allowed'],
    ['resources are compared with it', [allow('s3:PutObject', 'arn:aws:s3:::Shop/*')], put, 'denied'],
    ['a dot is a dot', [allow('s3:PutObject', 'arn:aws:s3:::shop/dist/app_js')], put, 'denied'],
    ['another action is denied', [allow('s3:PutObjectAcl')], put, 'denied'],
    ['a prefix without a star is no prefix', [allow('s3:PutObject', 'arn:aws:s3:::shop/dist/')], put, 'denied'],
    ['a deny beats every allow', [allow('*'), { ...allow('s3:Put*'), Effect: 'Deny' }], put, 'denied'],
    ['a deny of something else does not', [allow('*'), { ...allow('s3:Get*'), Effect: 'Deny' }], put, 'allowed'],
    ['a condition is met', [when('StringEquals', 'aws:ResourceTag/env', 'prod')], tagged, 'allowed'],
    ['or is not', [when('StringEquals', 'aws:ResourceTag/env', 'dev')], tagged, 'denied'],
    ['one of its values is enough', [when('StringEquals', 'aws:ResourceTag/env', ['dev', 'prod'])], tagged, 'allowed'],
    ['its key is compared without case', [when('StringEquals', 'AWS:resourcetag/env', 'prod')], tagged, 'allowed'],
    ['equal is not like', [when('StringEquals', 'aws:ResourceTag/env', 'pro*')], tagged, 'denied'],
    ['like is', [when('StringLike', 'aws:ResourceTag/env', 'pro*')], tagged, 'allowed'],
    ['what the request does not say meets nothing', [when('StringLike', 'aws:ResourceTag/env', '*')], put, 'denied'],
    [
      'a variable is filled',
      [when('StringEquals', 'aws:ResourceTag/env', `\${aws:PrincipalTag/env}`)],
      tagged,
      'allowed',
    ],
    [
      'one that is not known is not',
      [when('StringEquals', 'aws:ResourceTag/env', `\${aws:PrincipalTag/x}`)],
      tagged,
      'denied',
    ],
  ])('%s', (_, Statement, right, kind) => {
    expect(decisionOn(right, statementsOf([{ Statement }]), { 'aws:PrincipalTag/env': 'prod' }).kind).toBe(kind)
  })

  test.each<[string, JsonMap]>([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['neither', { Action: 's3:*', Resource: '*' }],
  ])('a statement that is not understood is an error: %s', (word, Statement) => {
    expect(() => statementsOf([{ Statement }])).toThrow(word)
  })

  test('so is an operator that is not known', () => {
    const Statement = when('IpAddress', 'aws:ResourceTag/env', 'prod')
    expect(() => decisionOn(tagged, statementsOf([{ Statement }]))).toThrow('IpAddress is not known')
  })
})

const aws = await startLocalAws()
afterAll(() => aws.close())

const Bucket = 'shop'
aws.buckets.create(Bucket)
const site = await aws.distributions.create({ bucket: Bucket, tags: { env: 'prod' } })
const prod = await aws.beanstalk.create('api-prod', { application: 'api', version: 'v1', tags: { env: 'prod' } })
aws.beanstalk.version('api', 'v2')

function clientsWith(...Statement: JsonMap[]) {
  const role = aws.iam.role('tested', { policies: [{ Statement }], tags: { env: 'prod' } })
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = role.env
  const settings = {
    endpoint: aws.endpoint,
    credentials: { accessKeyId, secretAccessKey },
    region: 'us-east-1',
    maxAttempts: 1,
  }
  return {
    role,
    s3: new S3Client(settings),
    cloudFront: new CloudFrontClient(settings),
    beanstalk: new ElasticBeanstalkClient(settings),
    sts: new STSClient(settings),
  }
}

const objects = `arn:aws:s3:::${Bucket}/*`
const bucket = `arn:aws:s3:::${Bucket}`

describe('S3', () => {
  const Key = 'dist/app.js'
  const etag = () => aws.buckets.put(Bucket, Key, 'app')

  test('says who lacks what, and does nothing', async () => {
    const { s3, role } = clientsWith(allow('s3:GetObject', objects))
    const refused = await s3.send(new PutObjectCommand({ Bucket, Key: 'new', Body: 'x' })).catch((error) => error)
    expect(refused).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })
    expect(refused.message).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/tested/session is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::shop/new because no identity-based policy allows the s3:PutObject action',
    )
    expect(aws.buckets.get(Bucket, 'new')).toBeUndefined()
    expect([...role.wanting]).toEqual(['s3:PutObject on arn:aws:s3:::shop/new'])
  })

  test.each<[string, JsonMap[], string, string]>([
    ['and no right to list is 403', [allow('s3:GetObject', objects)], '403 403', '403 AccessDenied'],
    [
      'and the right to list is 404',
      [allow('s3:GetObject', objects), allow('s3:ListBucket', bucket)],
      '404 NotFound',
      '404 NoSuchKey',
    ],
    [
      'and the right to list what begins like it is 404',
      [
        allow('s3:GetObject', objects),
        allow('s3:ListBucket', bucket, { Condition: { StringLike: { 's3:prefix': 'dist/*' } } }),
      ],
      '404 NotFound',
      '404 NoSuchKey',
    ],
    [
      'and the right to list something else is 403',
      [
        allow('s3:GetObject', objects),
        allow('s3:ListBucket', bucket, { Condition: { StringLike: { 's3:prefix': 'other/*' } } }),
      ],
      '403 403',
      '403 AccessDenied',
    ],
  ])('a missing key %s', async (_, statements, head, get) => {
    const { s3 } = clientsWith(...statements)
    expect((await outcomeOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'dist/none' })))).slice(0, 3)).toBe(
      head.slice(0, 3),
    )
    expect(await outcomeOf(s3.send(new GetObjectCommand({ Bucket, Key: 'dist/none' })))).toBe(get)
  })

  test('a listing is allowed by its prefix', async () => {
    const { s3 } = clientsWith(allow('s3:ListBucket', bucket, { Condition: { StringLike: { 's3:prefix': 'dist/*' } } }))
    expect(await outcomeOf(s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'dist/' })))).toBe('done')
    expect(await outcomeOf(s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'dis' })))).toBe('403 AccessDenied')
    expect(await outcomeOf(s3.send(new ListObjectsV2Command({ Bucket })))).toBe('403 AccessDenied')
  })

  test.each<[string, JsonMap[], string]>([
    ['its target alone', [allow('s3:PutObject', objects)], '403 AccessDenied'],
    ['its source alone', [allow('s3:GetObject', objects)], '403 AccessDenied'],
    ['both', [allow(['s3:GetObject', 's3:PutObject'], objects)], 'done'],
  ])('a copy with rights to %s', async (_, statements, outcome) => {
    etag()
    const { s3 } = clientsWith(...statements)
    const copy = new CopyObjectCommand({ Bucket, Key: 'dist/copy.js', CopySource: `${Bucket}/${Key}` })
    expect(await outcomeOf(s3.send(copy))).toBe(outcome)
  })

  test.each<[string, JsonMap[], string, string]>([
    ['without the right to read', [allow(['s3:PutObject', 's3:DeleteObject'], objects)], 'done', '403 AccessDenied'],
    ['with it', [allow(['s3:PutObject', 's3:DeleteObject', 's3:GetObject'], objects)], 'done', 'done'],
  ])('a condition on an ETag takes the right to read: %s', async (_, statements, plain, conditional) => {
    const { s3 } = clientsWith(...statements)
    expect(await outcomeOf(s3.send(new DeleteObjectCommand({ Bucket, Key })))).toBe(plain)
    const IfMatch = etag()
    expect(await outcomeOf(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'app', IfMatch })))).toBe(conditional)
    expect(await outcomeOf(s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch })))).toBe(conditional)
  })

  test('a bucket that does not exist is told so to everyone', async () => {
    const { s3 } = clientsWith()
    expect(await outcomeOf(s3.send(new ListObjectsV2Command({ Bucket: 'never-made' })))).toBe('404 NoSuchBucket')
  })
})

describe('CloudFront', () => {
  const invalidate = () =>
    new CreateInvalidationCommand({
      DistributionId: site.id,
      InvalidationBatch: { CallerReference: String(Math.random()), Paths: { Quantity: 1, Items: ['/*'] } },
    })

  test('rights are for a distribution, by its ARN or its tags', async () => {
    const { cloudFront } = clientsWith(
      allow('cloudfront:GetDistribution', site.arn),
      allow('cloudfront:CreateInvalidation', '*', { Condition: { StringEquals: { 'aws:ResourceTag/env': 'prod' } } }),
      allow('cloudfront:ListTagsForResource', `${site.arn}X`),
    )
    expect(await outcomeOf(cloudFront.send(new GetDistributionCommand({ Id: site.id })))).toBe('done')
    expect(await outcomeOf(cloudFront.send(new GetDistributionCommand({ Id: `${site.id}X` })))).toBe('403 AccessDenied')
    expect(await outcomeOf(cloudFront.send(invalidate()))).toBe('done')
    expect(await outcomeOf(cloudFront.send(new TagsOfDistributionCommand({ Resource: site.arn })))).toBe(
      '403 AccessDenied',
    )
  })
})

describe('Elastic Beanstalk', () => {
  const named = { ApplicationName: 'api', EnvironmentNames: ['api-prod'] }
  const inApi = 'arn:aws:elasticbeanstalk:us-east-1:123456789012:application/api'

  test('what may not be seen is left out of lists, and everything else is denied', async () => {
    const { beanstalk } = clientsWith()
    expect((await beanstalk.send(new DescribeEnvironmentsCommand(named))).Environments).toEqual([])
    expect((await beanstalk.send(new DescribeEventsCommand({ EnvironmentName: 'api-prod' }))).Events).toEqual([])
    const resources = new DescribeEnvironmentResourcesCommand({ EnvironmentName: 'api-prod' })
    expect(await outcomeOf(beanstalk.send(resources))).toBe('403 AccessDenied')
  })

  test('an environment is known by its name and by its ID', async () => {
    const { beanstalk } = clientsWith(allow('elasticbeanstalk:Describe*', prod.arn))
    expect((await beanstalk.send(new DescribeEnvironmentsCommand(named))).Environments).toHaveLength(1)
    const byId = new DescribeEnvironmentResourcesCommand({ EnvironmentId: prod.id })
    expect(await outcomeOf(beanstalk.send(byId))).toBe('done')
  })

  test('one that does not exist is told so, where its name alone is asked for', async () => {
    const { beanstalk } = clientsWith()
    const never = new DescribeEnvironmentResourcesCommand({ EnvironmentName: 'never' })
    expect(await outcomeOf(beanstalk.send(never))).toBe('400 InvalidParameterValue')
  })

  test.each([
    ['prod', inApi, 'done'],
    ['dev', inApi, '403 AccessDenied'],
    ['prod', `${inApi}2`, '403 AccessDenied'],
  ])('an update is allowed by tag and application: %s, %s', async (env, application, outcome) => {
    const Condition = { StringEquals: { 'aws:ResourceTag/env': env, 'elasticbeanstalk:InApplication': application } }
    const { beanstalk } = clientsWith(allow('elasticbeanstalk:UpdateEnvironment', '*', { Condition }))
    const update = new UpdateEnvironmentCommand({ EnvironmentId: prod.id, VersionLabel: 'v2' })
    expect(await outcomeOf(beanstalk.send(update))).toBe(outcome)
  })
})

test.each([
  ['S3', S3_ROUTES, s3Rights],
  ['CloudFront', CLOUDFRONT_ROUTES, cloudFrontRights],
  ['Elastic Beanstalk', BEANSTALK_ROUTES, beanstalkRights],
])('every operation of %s says what it takes', (_, routes, rights) => {
  expect(routes.map(({ name }) => name).filter((name) => !Object.hasOwn(rights, name))).toEqual([])
})

test('everybody may ask STS who they are', async () => {
  const { sts } = clientsWith()
  expect(await outcomeOf(sts.send(new GetCallerIdentityCommand({})))).toBe('done')
})

test('who has no role may do everything', async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = aws.envFor('nobody')
  const s3 = new S3Client({
    endpoint: aws.endpoint,
    credentials: { accessKeyId, secretAccessKey },
    region: 'us-east-1',
  })
  expect(await outcomeOf(s3.send(new PutObjectCommand({ Bucket, Key: 'any', Body: 'x' })))).toBe('done')
})

test('a role knows which of its rights were made use of', async () => {
  const { s3, role } = clientsWith(
    allow('s3:PutObject', objects, { Sid: 'Write' }),
    allow('s3:GetObject', objects, { Sid: 'Read' }),
  )
  await s3.send(new PutObjectCommand({ Bucket, Key: 'used', Body: 'x' }))
  expect([...role.used]).toEqual(['Write s3:PutObject'])
})
