// A rolling update is waited for until every instance runs the version

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { instances: 3, policy: 'Rolling', pace: '1m' },
  async run(stage) {
    const told = await stage.deploy(2)
    expect(told.log).toMatch(/1 of 3 instances run[\s\S]*2 of 3 instances run[\s\S]*3 of 3 instances run/)
    expect(told.outputs.outcome).toBe('deployed')
  },
}
