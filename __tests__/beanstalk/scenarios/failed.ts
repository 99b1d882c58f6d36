// A version that AWS cannot deploy is taken back, and the error says what AWS said

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), failed('Engine execution has encountered an error.'))
    const told = await stage.deploy(2)
    expect(told.error).toMatch(
      /^Could not deploy api-prod-main-\S+ to api-prod: AWS reports ERROR: Engine execution has encountered an error\. v1 is live again\.$/,
    )
    expect(told.outputs).toMatchObject({
      outcome: 'failed',
      'rolled-back': 'true',
      'version-label': 'v1',
      changed: 'true',
    })
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment')).at(-1)).toBe('UpdateEnvironment v1 200')
    expect(stage.history().entries.at(-1)?.state).toBe('failed')
    expect(stage.environment.instances).toEqual(['v1'])
    expect(told.summary).toContain('Events that mattered')
  },
}
