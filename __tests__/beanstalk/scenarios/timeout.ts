// When the time is over, our own update is aborted once, and what ran before is put back

import { expect } from '@jest/globals'
import { updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('60m'))
    const told = await stage.deploy(2, { inputs: { timeout: '5' } })
    expect(stage.aws.journal.of('AbortEnvironmentUpdate')).toHaveLength(1)
    expect(told.log).toContain('Waiting for at most 5 min')
    expect(told.log).toContain('warning: The time for the update of api-prod is over: AWS is asked to abort it.')
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true', 'version-label': 'v1' })
  },
}
