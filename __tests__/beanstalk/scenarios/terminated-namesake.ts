// A terminated environment of the same name is not taken for the one that lives

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { APPLICATION, ENVIRONMENT } from '../support/stage.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.terminate()
    const second = await stage.aws.beanstalk.create(ENVIRONMENT, { application: APPLICATION, version: 'v1' })
    const told = await stage.deploy(2)
    expect(told.outputs).toMatchObject({ outcome: 'deployed', 'environment-id': second.id })
  },
}
