// Who loses the race for Ready waits and calls again

import { expect } from '@jest/globals'
import { managedUpdate } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.beforeNextUpdate(managedUpdate('1m'))
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toContain('Something else began to change api-prod first; waiting for it.')
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment')).map((line) => line.slice(-25))).toEqual([
      expect.stringContaining('400 InvalidParameterValue'),
      expect.stringMatching(/ 200$/),
    ])
    expect(stage.history().entries).toHaveLength(1)
  },
}
