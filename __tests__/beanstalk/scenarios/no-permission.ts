// An empty answer for want of a right is no proof that there is no environment

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: (aws) => void aws.beanstalk.deny('DescribeEnvironments'),
  async run(stage) {
    for (const absent of ['fail', 'skip']) {
      const seen = await stage.deploy(2, { inputs: { 'when-absent': absent } })
      expect(seen.error).toContain('it is there, and the role may not see it')
      const giveBack = stage.aws.beanstalk.deny('DescribeEnvironmentResources')
      const unseen = await stage.deploy(2, { inputs: { 'when-absent': absent } })
      expect(unseen.error).toContain('nothing else proves that there is none')
      giveBack()
      for (const told of [seen, unseen]) {
        expect(told.outputs.outcome).toBe('failed')
        expect(told.error).toContain('elasticbeanstalk:DescribeEnvironments')
        expect(told.writes).toEqual([])
      }
    }
  },
}
