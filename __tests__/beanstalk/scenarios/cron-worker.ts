// A worker has no load balancer, and its scheduled tasks run on each of its instances all the same

import { expect } from '@jest/globals'
import { cron } from '../support/cron.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { tier: 'Worker', instances: 2 },
  async run(stage) {
    const told = await stage.deploy(2, { files: cron, inputs: { mode: 'plan' } })
    expect(told.log).toContain('may run more than once, or not at all')
  },
}
