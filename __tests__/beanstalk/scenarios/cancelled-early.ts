// A run that is cancelled before the update leaves the environment untouched, and says so

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const told = await stage.deploy(2, { cancelAt: (line) => line.startsWith('Recorded as begun') })
    expect(told.error).toContain('api-prod was not touched. Run again.')
    expect(told.outputs.changed).toBe('false')
    const next = await stage.deploy(2)
    expect(next.outputs.outcome).toBe('deployed')
    expect(stage.history().entries.map(({ state }) => state)).toEqual(['failed', 'deployed'])
  },
}
