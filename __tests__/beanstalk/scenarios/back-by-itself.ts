// Where AWS put the old version back by itself, nothing is updated, and it is proven all the same

import { expect } from '@jest/globals'
import { revertedSilently, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), revertedSilently())
    const told = await stage.deploy(2)
    expect(told.error).toMatch(/it is Ready and runs v1, not api-prod-main-\S+\. v1 is live again\./)
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true' })
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment'))).toHaveLength(1)
  },
}
