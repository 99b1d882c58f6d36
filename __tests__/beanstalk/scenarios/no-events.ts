// Where no event of the update can be seen, that is warned about: no news is not good news

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: (aws) => void aws.beanstalk.deny('DescribeEvents'),
  async run(stage) {
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toContain('warning: AWS told no event of this update of api-prod')
    expect(told.log).toContain('elasticbeanstalk:DescribeEvents')
  },
}
