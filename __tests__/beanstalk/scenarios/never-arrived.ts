// An update that never arrived is sent again, once nothing of it is to be seen

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let calls = 0
    stage.rule(({ operation }) => {
      if (operation !== 'UpdateEnvironment') return undefined
      calls += 1
      return calls === 1 ? { drop: 'before' } : undefined
    })
    expect((await stage.deploy(2)).outputs.outcome).toBe('deployed')
    expect(calls).toBe(2)
  },
}
