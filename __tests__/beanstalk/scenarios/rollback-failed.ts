// A rollback that fails says that it was a rollback, and what runs now

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const first = (await stage.deploy(2)).outputs['version-label']
    const second = (await stage.deploy(3, { comparison: 'ahead' })).outputs['version-label']
    stage.environment.nextUpdate(updating('30s'), failed('It does not start.'))
    const told = await stage.rollBack()
    expect(told.error).toBe(
      `Could not roll back api-prod to ${first}: AWS reports ERROR: It does not start. ${second} is live again.`,
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'version-label': second })
    expect(stage.history().hold).toBeUndefined()
    expect(told.summary).toContain('## Rollback failed')
  },
}
