// An environment that is scaled to zero gets the version, with a warning

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { instances: 0 },
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { 'verify-url': 'https://api.example.com/health' } })
    expect(told.outputs).toMatchObject({ outcome: 'deployed', health: 'Grey', verified: 'false' })
    expect(told.log).toContain('warning: api-prod is scaled to zero')
    const again = await stage.deploy(2)
    expect([again.outputs.outcome, again.writes]).toEqual(['unchanged', []])
    // By somebody in the console of auto scaling, so that the configuration does not say so.
    stage.environment.scale(0, 2)
    expect((await stage.deploy(3, { comparison: 'ahead' })).outputs.outcome).toBe('deployed')
  },
}
