// With on-failure: stop what failed stays, and it is said how to go back

import { expect } from '@jest/globals'
import { health, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), succeeded(), health('Red'))
    const told = await stage.deploy(2, { inputs: { 'on-failure': 'stop' } })
    expect(told.error).toContain('To go back: `mode: rollback` with `version-label: v1`.')
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment'))).toHaveLength(1)
  },
}
