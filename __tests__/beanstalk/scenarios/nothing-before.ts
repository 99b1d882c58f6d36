// Where the version before does not exist any more, the failed one stays, which is said

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { version: 'Sample Application' },
  async run(stage) {
    stage.environment.nextUpdate(updating('10s'), failed('No.'))
    const told = await stage.deploy(2)
    expect(told.error).toMatch(
      /AWS reports ERROR: No\. It could not be taken back, either\.\nCould not update api-prod to Sample Application: /,
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
  },
}
