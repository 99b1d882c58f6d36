// A look that fails says nothing of the version; the next one does

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let failures = 0
    stage.rule(({ operation }) => {
      if (operation !== 'DescribeEvents' || stage.environment.status !== 'Updating' || failures >= 6) return undefined
      failures += 1
      return { status: 503, code: 'ServiceUnavailable' }
    })
    const told = await stage.deploy(2)
    expect(told.log).toMatch(/warning: A look at api-prod failed: .*ServiceUnavailable/)
    expect(told.outputs.outcome).toBe('deployed')
  },
}
