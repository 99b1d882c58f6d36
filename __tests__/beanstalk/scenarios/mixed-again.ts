// Mixed instances of the wanted version are a reason to deploy it again

import { expect } from '@jest/globals'
import { health, relaunched, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { instances: 2 },
  async run(stage) {
    await stage.deploy(2)
    stage.environment.now(health('Red', '2m'), relaunched(0))
    stage.environment.nextUpdate(updating('10s'), succeeded())
    const again = await stage.deploy(2, { push: 3, comparison: 'ahead' })
    expect(again.outputs).toMatchObject({ outcome: 'deployed', changed: 'true' })
    expect(again.log).toContain('its health is Red')
    expect(again.outputs['version-label']).toBe(again.outputs['previous-version-label'])
    expect(again.writes.some((line) => line.startsWith('CreateApplicationVersion'))).toBe(false)
  },
}
