// An update whose answer was lost is found, and not made twice

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.rule(({ operation }) => (operation === 'UpdateEnvironment' ? { drop: 'after' } : undefined))
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toMatch(/warning: The update was not answered \(.+\); looking for it\./)
    expect(told.log).toMatch(/AWS took the update all the same: it is request [0-9a-f-]{36}\./)
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment'))).toHaveLength(1)
    expect(stage.history().entries.at(-1)?.request).toMatch(/^[0-9a-f-]{36}$/)
  },
}
