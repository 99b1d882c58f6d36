// Without a bucket the account’s own one is used, with a warning

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: (aws) => aws.buckets.create('elasticbeanstalk-us-east-1-123456789012'),
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { bucket: '' } })
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toContain(
      'warning: Bundles and the history of deploys lie in elasticbeanstalk-us-east-1-123456789012',
    )
  },
}
