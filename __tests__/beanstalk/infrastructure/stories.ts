// Stories of the API action that together make use of every right of its role.

import { failed, processingFails, updating } from '../../../local/elasticbeanstalk/index.ts'
import { type LocalAws, type LocalRole, startLocalAws } from '../../../local/index.ts'
import { apiParameters, stackWith, take } from '../../infrastructure/support/template.ts'
import { openStage, type Setting, type Stage, type Told } from '../support/stage.ts'

export interface Story {
  readonly name: string
  readonly setting?: Setting
  readonly outcomes: readonly string[]
  tell(stage: Stage): AsyncIterable<Told>
}

const own = { 'env-tag': 'prod' }

export const stories: readonly Story[] = [
  {
    name: 'two versions go live, a third is planned, the first comes back and holds deploys until they are resumed',
    outcomes: ['deployed', 'deployed', 'planned', 'rolled-back', 'held', 'resumed'],
    async *tell(stage) {
      yield await stage.deploy(2, { inputs: own })
      yield await stage.deploy(3, { inputs: own, comparison: 'ahead' })
      yield await stage.deploy(4, { inputs: { ...own, mode: 'plan' } })
      yield await stage.rollBack()
      yield await stage.deploy(4)
      yield await stage.resume()
    },
  },
  {
    name: 'a version that fails is taken back',
    outcomes: ['failed'],
    async *tell(stage) {
      stage.environment.nextUpdate(updating('30s'), failed('It does not start.'))
      yield await stage.deploy(2)
    },
  },
  {
    name: 'an update that takes too long is aborted',
    outcomes: ['failed'],
    async *tell(stage) {
      stage.environment.nextUpdate(updating('60m'))
      yield await stage.deploy(2, { inputs: { timeout: '5' } })
    },
  },
  {
    name: 'a version that cannot be processed is deleted',
    outcomes: ['failed'],
    async *tell(stage) {
      stage.aws.beanstalk.nextVersions(processingFails('30s'))
      yield await stage.deploy(2)
    },
  },
  {
    name: 'an environment that is scaled to zero gets the version',
    setting: { instances: 0 },
    outcomes: ['deployed', 'deployed'],
    async *tell(stage) {
      yield await stage.deploy(2)
      // By somebody in the console of auto scaling, so that the configuration does not say so.
      stage.environment.scale(0, 2)
      yield await stage.deploy(3, { comparison: 'ahead' })
    },
  },
  {
    name: 'an environment that is switched off is skipped',
    outcomes: ['absent'],
    async *tell(stage) {
      stage.environment.terminate()
      yield await stage.deploy(2, { inputs: { 'when-absent': 'skip' } })
    },
  },
  {
    name: 'an environment that has never been is skipped',
    setting: { absent: true },
    outcomes: ['absent'],
    async *tell(stage) {
      yield await stage.deploy(2, { inputs: { 'when-absent': 'skip' } })
    },
  },
]

/** Ends with the first run that does not come out as it should, or that tells people of `awaited`. */
export async function tell(story: Story, aws: LocalAws, role: LocalRole, awaited?: string): Promise<readonly Told[]> {
  Object.assign(process.env, role.env)
  const stage = await openStage(aws, { tags: { env: 'prod' }, ...story.setting })
  const runs: Told[] = []
  try {
    for await (const told of story.tell(stage)) {
      runs.push(told)
      if (told.outputs.outcome !== story.outcomes[runs.length - 1]) break
      if (awaited !== undefined && toldIn(told).includes(awaited)) break
    }
  } finally {
    await stage.close()
  }
  return runs
}

/** Everything that stands out in a run: the error, warnings and notices. */
export function toldIn({ error, lines }: Told): string {
  return [error, ...lines.filter((line) => /^(warning|notice): /.test(line))].join('\n')
}

/** The rights of the template's role for APIs that the stories make use of. */
export async function usedByApi(): Promise<ReadonlySet<string>> {
  const stack = stackWith(apiParameters)
  const used: string[] = []
  for (const story of stories) {
    const aws = await startLocalAws()
    const role = take(aws, stack, 'ProdRole')
    await tell(story, aws, role)
    used.push(...role.used)
    await aws.close()
  }
  return new Set(used)
}
