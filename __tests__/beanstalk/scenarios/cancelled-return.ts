// A run that is cancelled while it takes a version back says so, and the next run goes on

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), failed('No.'))
    const told = await stage.deploy(2, { cancelAt: (line) => line === 'Waiting for api-prod to be as it was' })
    expect(told.error).toMatch(
      /AWS reports ERROR: No\.[\s\S]*it got SIGINT[\s\S]*AWS goes on with what was begun to take \S+ back/,
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false' })
    expect(stage.history().entries.at(-1)?.state).toBe('failed')
    expect((await stage.deploy(3)).outputs).toMatchObject({ outcome: 'deployed', 'previous-version-label': 'v1' })
  },
}
