// Basic health cannot see instances, which is said

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { health: 'basic' },
  async run(stage) {
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toContain('notice: api-prod has basic health: that its instances run the version is not proven.')
  },
}
