// An empty answer for want of a right is no proof that there is no environment

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: (aws) => void aws.beanstalk.deny('DescribeEnvironments', 'DescribeEvents'),
  async run(stage) {
    for (const absent of ['fail', 'skip']) {
      const told = await stage.deploy(2, { inputs: { 'when-absent': absent } })
      expect(told.outputs.outcome).toBe('failed')
      expect(told.error).toContain('as it does where the role may not look')
      expect(told.error).toContain('elasticbeanstalk:DescribeEnvironments')
      expect(told.writes).toEqual([])
    }
  },
}
