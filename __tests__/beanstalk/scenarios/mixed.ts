// Instances that stay behind fail the deploy, however green the whole is

import { expect } from '@jest/globals'
import { health, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { instances: 3, policy: 'Rolling' },
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), succeeded({ leaving: 1 }), health('Green'))
    const told = await stage.deploy(2)
    expect(told.error).toMatch(/instance i-\w+ runs v1 instead of api-prod-main-\S+ for 180 s after Ready/)
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true' })
    expect(stage.environment.instances).toEqual(['v1', 'v1', 'v1'])
  },
}
