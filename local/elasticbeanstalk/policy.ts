// What each deployment policy does to the instances, as beats: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html

import type { Environment } from './environment.ts'
import { type Beat, launched, replaced, retired, says, started } from './story.ts'

/** One round of a deployment: what begins it, and what has come of it after a while. */
interface Round {
  readonly begin: readonly Beat[]
  readonly finish: readonly Beat[]
}

/** The deployment that the environment's own policy makes; with `rounds`, as far as that, and the next one begun. */
export function deploymentBy(environment: Environment, rounds = Number.POSITIVE_INFINITY): readonly Beat[] {
  const waiting: Beat = { part: 'update', lasts: environment.settings.pace, begin: () => undefined }
  const beats = roundsOf(environment).flatMap(({ begin, finish }, round) => {
    if (round > rounds) return []
    return round === rounds ? [...begin, waiting] : [...begin, waiting, ...finish]
  })
  const done = says('New application version was deployed to running EC2 instances.')
  return [
    says('Deploying new version to instance(s).'),
    ...beats,
    ...(rounds === Number.POSITIVE_INFINITY ? [done] : []),
  ]
}

function roundsOf(environment: Environment): readonly Round[] {
  const { instances, settings } = environment
  const count = instances.length
  const size = Math.max(1, Math.min(settings.batchSize, count))
  if (settings.policy === 'AllAtOnce') return [{ begin: [started(count)], finish: [replaced(count)] }]
  if (settings.policy === 'Rolling') return batches(count, size)
  if (settings.policy === 'RollingWithAdditionalBatch') return withAdditionalBatch(count, size)
  return settings.policy === 'Immutable' ? immutable(count) : trafficSplitting(count)
}

function batches(count: number, size: number, first = 1): readonly Round[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => ({
    begin: [says(`Batch ${index + first}: Starting application deployment on instance(s).`), started(size)],
    finish: [replaced(size), says(`Batch ${index + first}: Completed application deployment.`)],
  }))
}

function withAdditionalBatch(count: number, size: number): readonly Round[] {
  const additional = { begin: [says('Launching additional batch of instance(s).')], finish: [launched(size)] }
  const last = { begin: [says('Terminating excess instance(s).')], finish: [retired(size)] }
  return [additional, ...batches(count - size, size, 2), last]
}

function immutable(count: number): readonly Round[] {
  return [
    { begin: [says('Created temporary auto scaling group.')], finish: [launched(Math.min(1, count))] },
    {
      begin: [says('Starting post-deployment configuration.')],
      finish: [launched(Math.max(0, count - 1)), retired(count)],
    },
  ]
}

function trafficSplitting(count: number): readonly Round[] {
  return [
    { begin: [says('Created temporary auto scaling group.')], finish: [launched(count)] },
    { begin: [says('Evaluating the new version with a part of the traffic.')], finish: [retired(count)] },
  ]
}
