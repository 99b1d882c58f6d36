// Where the version before does not exist any more, the failed one stays, which is said

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { version: 'Sample Application' },
  async run(stage) {
    stage.environment.nextUpdate(updating('10s'), failed('No.'))
    const told = await stage.deploy(2)
    expect(told.error).toContain(
      'AWS reports ERROR: No. It was left as it is: version Sample Application does not exist any more.',
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
  },
}
