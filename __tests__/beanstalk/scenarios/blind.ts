// Who cannot look any more says so, leaves the end open, and the next run settles it

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let isBlind = true
    stage.rule(({ operation }) =>
      isBlind && operation === 'DescribeInstancesHealth' && stage.environment.label !== 'v1'
        ? { status: 500, code: 'InternalFailure' }
        : undefined,
    )
    const told = await stage.deploy(2)
    expect(told.error).toMatch(
      /Could not see the instances of api-prod: AWS failed[\s\S]*AWS goes on updating api-prod to api-prod-main-\S+\. The next run takes over/,
    )
    expect(stage.history().entries.at(-1)?.state).toBe('begun')
    isBlind = false
    expect((await stage.deploy(2)).outputs.outcome).toBe('unchanged')
    expect(stage.history().entries.at(-1)?.state).toBe('deployed')
  },
}
