// Both environments of an API on Local AWS, which really start what is deployed, in a time that passes faster.

import type { LocalEnvironment } from '../../../local/index.ts'
import { startLocalAws } from '../../../local/index.ts'
import { timeLapse } from '../../../local/time-lapse.ts'
import { openStage, type Stage } from './stage.ts'

export interface ApiStage extends Stage {
  readonly environments: Readonly<Record<'prod' | 'dev', LocalEnvironment>>
  /** The bundle that was uploaded last, as a ZIP. */
  bundle(environment: 'prod' | 'dev'): Buffer
}

export async function openApi(): Promise<ApiStage> {
  const aws = await startLocalAws()
  const lapse = timeLapse(aws, 10)
  const create = async (environment: 'prod' | 'dev') => {
    aws.buckets.create(bucketOf(environment))
    const options = { application: 'colt-api', version: 'v1', healthPath: '/health', tags: { env: environment } }
    return await aws.beanstalk.create(`colt-api-${environment}`, { ...options, run: true })
  }
  const environments = { prod: await create('prod'), dev: await create('dev') }
  const settings = (text: string): string =>
    text
      .replace('https://api.coltpay.com', environments.prod.url ?? '')
      .replace('https://api.dev.coltpay.com', environments.dev.url ?? '')
  const buckets = { ProdBucket: bucketOf('prod'), DevBucket: bucketOf('dev') }
  const names = { Application: 'colt-api', ProdEnvironment: 'colt-api-prod', DevEnvironment: 'colt-api-dev' }
  const workflow = 'coltpay/colt-deploy/.github/workflows/deploy-api.yml@refs/tags/v1'
  const parameters = { Kind: 'api', ...buckets, ...names, JobWorkflowRefs: workflow }
  const stage = await openStage({ example: 'colt-api', settings, aws, env: lapse.env, parameters })
  return {
    ...stage,
    environments,
    bundle: (environment) => {
      const name = bucketOf(environment)
      const objects = aws.buckets
        .keys(name)
        .filter((key) => key.endsWith('.zip'))
        .map((key) => aws.buckets.get(name, key))
      const newest = objects.sort((one, other) => (other?.lastModified ?? 0) - (one?.lastModified ?? 0))[0]
      if (newest === undefined) throw new Error(`There is no bundle in ${name}.`)
      return newest.body
    },
    close: async () => {
      lapse.end()
      await stage.close()
    },
  }
}

function bucketOf(environment: 'prod' | 'dev'): string {
  return `colt-api-${environment}-bundles`
}
