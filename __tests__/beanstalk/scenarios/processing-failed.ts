// A version that AWS cannot process is told before the environment is touched, and deleted

import { expect } from '@jest/globals'
import { processingFails } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.aws.beanstalk.nextVersions(processingFails('30s'))
    const told = await stage.deploy(2)
    expect(told.error).toMatch(
      /Could not use version \S+: AWS could not process it \(status Failed\).* The environment was not touched\./,
    )
    expect(told.writes.map((line) => line.split(' ')[0])).toEqual([
      'PutObject',
      'CreateApplicationVersion',
      'DeleteApplicationVersion',
    ])
    expect(stage.environment.label).toBe('v1')
    expect((await stage.deploy(2)).outputs.outcome).toBe('deployed')
  },
}
