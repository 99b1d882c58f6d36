// What never becomes Ready ends the waiting, and nothing was updated

import { expect } from '@jest/globals'
import { managedUpdate } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.now(managedUpdate('3h'))
    const told = await stage.deploy(2, { inputs: { timeout: '5' } })
    expect(told.error).toMatch(
      /^Could not update api-prod: it is Updating: .+, and was not Ready in 300 s\. Run again when it is Ready, or raise `timeout`\.$/,
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', changed: 'false' })
  },
}
