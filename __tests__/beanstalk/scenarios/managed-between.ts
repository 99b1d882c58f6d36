// A managed update that starts in between is waited for, and never aborted

import { expect } from '@jest/globals'
import { managedUpdate, succeeded, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), succeeded(), managedUpdate('5m'))
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(stage.aws.journal.of('AbortEnvironmentUpdate')).toEqual([])
  },
}
