// An update of somebody else is waited for, and named

import { expect } from '@jest/globals'
import { managedUpdate } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.now(managedUpdate('2m'))
    const told = await stage.deploy(2)
    expect(told.log).toContain('Waiting for api-prod: it is Updating: AWS does “Update the environment platform.”')
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment'))).toHaveLength(1)
  },
}
