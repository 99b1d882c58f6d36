// A version that is there with the same content is used again

import { expect } from '@jest/globals'
import { failed, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('10s'), failed())
    expect((await stage.deploy(2)).outputs.outcome).toBe('failed')
    const again = await stage.deploy(2)
    expect(again.outputs.outcome).toBe('deployed')
    expect(again.log).toMatch(/Version \S+ is there already, with the same content/)
    expect(again.writes.map((line) => line.split(' ')[0])).not.toContain('CreateApplicationVersion')
  },
}
