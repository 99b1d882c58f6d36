// A 500 to the update is no reason to send it blindly again

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let calls = 0
    stage.rule(({ operation }) => {
      if (operation !== 'UpdateEnvironment') return undefined
      calls += 1
      return calls === 1 ? { status: 500, code: 'InternalFailure' } : undefined
    })
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toContain('looking for it')
    expect(calls).toBe(2)
  },
}
