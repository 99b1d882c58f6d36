// Yellow and then green passes

import { expect } from '@jest/globals'
import { health, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), succeeded(), health('Yellow', '3m'))
    const told = await stage.deploy(2)
    expect(told.outputs).toMatchObject({ outcome: 'deployed', health: 'Green' })
    expect(told.log).toContain('Ready, Warning (Yellow)')
  },
}
