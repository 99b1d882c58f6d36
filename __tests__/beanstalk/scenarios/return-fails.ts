// A return that fails as well is told together with why it came to that

import { expect } from '@jest/globals'
import { failed, health, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('10s'), failed('No.'))
    stage.environment.nextUpdate(updating('10s'), succeeded(), health('Red'))
    const told = await stage.deploy(2)
    expect(told.error).toMatch(
      /AWS reports ERROR: No\. Nor could v1 be proven to be live again: its health is Severe \(Red\)/,
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false', health: 'Red' })
  },
}
