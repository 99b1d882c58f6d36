// Where it was red before, a red version passes with a warning, and is not taken back

import { expect } from '@jest/globals'
import { health, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.now(health('Red'))
    stage.environment.nextUpdate(updating('30s'), succeeded(), health('Red'))
    const told = await stage.deploy(2)
    expect(told.outputs).toMatchObject({ outcome: 'deployed', health: 'Red', 'rolled-back': 'false' })
    expect(told.log).toContain('warning: api-prod was Red before the update, so no more than that is asked')
  },
}
