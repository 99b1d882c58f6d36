// What a cancelled run began and AWS could not deploy is settled as failed, and the next version goes on from there

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('2m'), failed('No.'))
    await stage.deploy(2, { cancelAt: (line) => line.includes('Environment update is starting') })
    const next = await stage.deploy(3)
    expect(next.log).toMatch(/info: api-prod-main-0202020-\S+: failed/)
    expect(next.outputs).toMatchObject({ outcome: 'deployed', 'previous-version-label': 'v1' })
    expect(stage.history().entries.map(({ state }) => state)).toEqual(['failed', 'deployed'])
  },
}
