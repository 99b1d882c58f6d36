// Red for two minutes is taken back, with the cause that AWS names

import { expect } from '@jest/globals'
import { health, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(
      updating('30s'),
      succeeded(),
      health('Red', '10m', ['100.0 % of the requests are failing with HTTP 5xx.']),
    )
    const told = await stage.deploy(2)
    expect(told.error).toContain(
      'its health is Severe (Red) for 120 s after Ready: 100.0 % of the requests are failing with HTTP 5xx. v1 is live again.',
    )
    expect(told.outputs).toMatchObject({
      outcome: 'failed',
      'rolled-back': 'true',
      'version-label': 'v1',
      health: 'Green',
    })
  },
}
