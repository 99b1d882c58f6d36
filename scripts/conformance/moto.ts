import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CloudFrontClient, CreateDistributionWithTagsCommand } from '@aws-sdk/client-cloudfront'

import type { Server } from '../../__tests__/local/contract/index.ts'
import { motoDifferences } from './moto-differences.ts'
import { daemon, run } from './process.ts'
import type { Rival } from './rival.ts'

const VERSION = '5.2.5'
const credentials = { accessKeyId: 'AKIACONFORMANCE00000', secretAccessKey: 'conformance-secret' }

/** The mock of AWS that Python projects test with. */
export const moto: Rival = {
  name: 'moto',
  version: VERSION,
  tool: 'python3',
  takesReleases: false,
  differences: motoDifferences,
  install: (folder) => {
    const environment = join(folder, `moto-${VERSION}`)
    const program = join(environment, 'bin', 'moto_server')
    if (existsSync(program)) return program
    run('python3', ['-m', 'venv', environment])
    run(join(environment, 'bin', 'pip'), ['install', '--quiet', `moto[server]==${VERSION}`])
    return program
  },
  start: async (program) => {
    const { endpoint, stop } = await daemon({ program, args: (port) => ['-H', '127.0.0.1', '-p', String(port)] })
    return {
      server: { endpoint, credentials, features: ['s3', 'cloudfront', 'sts'], ...(await distribution(endpoint)) },
      stop,
    }
  },
}

/** The distribution that the contract asks about. */
async function distribution(endpoint: string): Promise<Pick<Server, 'distribution'>> {
  const client = new CloudFrontClient({ endpoint, credentials, region: 'us-east-1' })
  const made = await client.send(
    new CreateDistributionWithTagsCommand({
      DistributionConfigWithTags: {
        Tags: { Items: [{ Key: 'env', Value: 'prod' }] },
        DistributionConfig: {
          CallerReference: 'contract',
          Comment: '',
          Enabled: true,
          DefaultRootObject: 'index.html',
          Aliases: { Quantity: 1, Items: ['contract.example'] },
          Origins: {
            Quantity: 1,
            Items: [
              {
                Id: 'site',
                DomainName: 'contract-site.s3.us-east-1.amazonaws.com',
                OriginPath: '/dist',
                S3OriginConfig: { OriginAccessIdentity: '' },
              },
            ],
          },
          DefaultCacheBehavior: { TargetOriginId: 'site', ViewerProtocolPolicy: 'redirect-to-https' },
          CacheBehaviors: {
            Quantity: 1,
            Items: [
              {
                PathPattern: '/assets/*',
                TargetOriginId: 'site',
                ViewerProtocolPolicy: 'redirect-to-https',
                CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
              },
            ],
          },
          CustomErrorResponses: {
            Quantity: 1,
            Items: [{ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: '200', ErrorCachingMinTTL: 10 }],
          },
        },
      },
    }),
  )
  client.destroy()
  const { Id: id, ARN: arn } = made.Distribution ?? {}
  if (id === undefined || arn === undefined) throw new Error('moto has made no distribution.')
  return { distribution: { id, arn } }
}
