// A version whose answer was lost is there, and used

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let calls = 0
    stage.rule(({ operation }) => {
      if (operation !== 'CreateApplicationVersion') return undefined
      calls += 1
      return calls === 1 ? { drop: 'after' } : undefined
    })
    expect((await stage.deploy(2)).outputs.outcome).toBe('deployed')
    expect(calls).toBe(2)
  },
}
