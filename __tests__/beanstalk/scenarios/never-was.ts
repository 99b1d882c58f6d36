// An environment that never was, beside one that is, is known to be absent by an answer about itself

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { absent: true },
  before: (aws) => void aws.beanstalk.create('api-other', { application: 'colt-api', version: 'v1' }),
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { 'when-absent': 'skip' } })
    expect(told.outputs.outcome).toBe('absent')
    expect(told.log).toContain('AWS says: No Environment found')
    const giveBack = stage.aws.beanstalk.deny('DescribeEnvironmentResources')
    expect((await stage.deploy(2, { inputs: { 'when-absent': 'skip' } })).outputs.outcome).toBe('failed')
    giveBack()
  },
}
