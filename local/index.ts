import { type Clock, localClock } from './clock.ts'
import { type Distributions, openDistributions } from './cloudfront/distributions.ts'
import { cloudFrontService } from './cloudfront/service.ts'
import { type Beanstalk, beanstalkOf, closeEnvironments } from './elasticbeanstalk/beanstalk.ts'
import { beanstalkService } from './elasticbeanstalk/service.ts'
import { emptyWorld } from './elasticbeanstalk/world.ts'
import { noRules, type Rule } from './faults.ts'
import { endpoint } from './http/endpoint.ts'
import { listen } from './http/listener.ts'
import { type Iam, openIam } from './iam/iam.ts'
import { type Journal, openJournal } from './journal.ts'
import { type Buckets, bucketsOf } from './s3/buckets.ts'
import { diskShelf } from './s3/disk.ts'
import { s3Service } from './s3/service.ts'
import { memoryShelf, openStore } from './s3/store.ts'
import { stsService } from './sts/service.ts'

export type { BehaviorOptions } from './cloudfront/behavior.ts'
export type { DistributionOptions, ErrorResponse } from './cloudfront/distribution-options.ts'
export type { LocalDistribution, LocalInvalidation } from './cloudfront/local-distribution.ts'
export type { Origin, OriginGroup } from './cloudfront/origins.ts'
export type { CachePolicyOptions } from './cloudfront/policy.ts'
export { type Functions, pageOfApp, pageOfFolder, type Rewrites } from './edge/rewrites.ts'
export type { Beanstalk } from './elasticbeanstalk/beanstalk.ts'
export type { LocalEnvironment } from './elasticbeanstalk/local-environment.ts'
export type { EnvironmentOptions } from './elasticbeanstalk/settings.ts'
export type { Fault, Rule } from './faults.ts'
export type { Iam, LocalRole, RoleOptions } from './iam/iam.ts'
export type { Journal, JournalEntry } from './journal.ts'
export type { BucketOptions } from './s3/bucket.ts'
export type { BucketObject } from './s3/buckets.ts'

export interface LocalAwsOptions {
  /** Where buckets are kept; without it they are gone when the process ends. */
  readonly folder?: string
  /** The port of the endpoint; any free one unless given. */
  readonly port?: number
}

/** S3, CloudFront with a caching edge, Elastic Beanstalk and STS in this process, for tests, demo and benchmark. */
export interface LocalAws {
  /** `http://127.0.0.1:PORT`, where all services answer. */
  readonly endpoint: string
  /** The environment variables that make any AWS SDK or tool talk to it. */
  readonly env: Readonly<Record<string, string>>
  /** The same for one of several, by letters and digits; the journal tells them apart by their access keys. */
  envFor(name: string): Readonly<Record<string, string>>
  /** Roles, which may do what their policies allow and nothing else. */
  readonly iam: Iam
  readonly clock: Clock
  readonly buckets: Buckets
  readonly distributions: Distributions
  readonly beanstalk: Beanstalk
  readonly journal: Journal
  /** Lets a rule say what goes wrong, with requests to the endpoint and to the edges; answers a function that removes it. */
  intercept(rule: Rule): () => void
  /** Ends every connection, every edge and every application. */
  close(): Promise<void>
}

/** What every access key begins with that is known here. */
const KNOWN = 'AKIALOCAL'

export async function startLocalAws({ folder, port = 0 }: LocalAwsOptions = {}): Promise<LocalAws> {
  const desk = { clock: localClock(), journal: openJournal(), rules: noRules() }
  const store = openStore(desk.clock, folder === undefined ? memoryShelf : diskShelf(folder))
  const { door, holdings, closeEdges } = openDistributions(store, desk)
  const world = emptyWorld(store, desk.clock)
  const services = [beanstalkService(world), stsService(), cloudFrontService(holdings, desk.clock), s3Service(store)]
  const envFor = (name: string) => environmentFor(listener.url, name.toUpperCase())
  const { door: iam, guard } = openIam({ store, world, holdings }, envFor)
  const admission = { knows: (accessKey: string) => accessKey.startsWith(KNOWN), wanting: guard }
  const listener = await listen(endpoint(services, desk, admission), port)
  return {
    endpoint: listener.url,
    env: environmentFor(listener.url, 'LOCALLOCAL0'),
    envFor,
    iam,
    clock: desk.clock,
    buckets: bucketsOf(store),
    distributions: door,
    beanstalk: beanstalkOf(world),
    journal: desk.journal,
    intercept: desk.rules.add,
    close: async () => {
      await Promise.all([listener.close(), closeEdges(), closeEnvironments(world)])
    },
  }
}

function environmentFor(url: string, name: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: KNOWN + name,
    AWS_SECRET_ACCESS_KEY: 'local-secret-local-secret-local-secret-0',
    AWS_REGION: 'us-east-1',
  }
}
