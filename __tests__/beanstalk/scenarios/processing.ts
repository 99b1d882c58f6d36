// A version that is being built is waited for

import { expect } from '@jest/globals'
import { building } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.aws.beanstalk.nextVersions(building('1m'))
    const told = await stage.deploy(2)
    expect(told.log).toMatch(/Waiting for AWS to process version \S+ \(building\)/)
    expect(told.outputs.outcome).toBe('deployed')
  },
}
