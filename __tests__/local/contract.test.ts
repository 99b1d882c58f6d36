import { afterAll, test } from '@jest/globals'

import { startLocalAws } from '../../local/index.ts'
import { contract } from './contract/index.ts'

const aws = await startLocalAws()

aws.buckets.create('contract-site')
const distribution = await aws.distributions.create({
  bucket: 'contract-site',
  aliases: ['contract.example'],
  tags: { env: 'prod' },
  behaviors: [{ pattern: '/assets/*', cachePolicy: 'CachingOptimized' }],
  errorResponses: [{ code: 403, page: '/index.html', responseCode: 200 }],
})

const { world, cases } = contract({
  endpoint: aws.endpoint,
  credentials: {
    accessKeyId: aws.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: aws.env.AWS_SECRET_ACCESS_KEY ?? '',
  },
  features: ['s3', 'cloudfront', 'sts'],
  distribution,
  advance: aws.clock.advance,
})

afterAll(async () => {
  world.close()
  await aws.close()
})

for (const { name, run } of cases) test(name, () => run(world))
