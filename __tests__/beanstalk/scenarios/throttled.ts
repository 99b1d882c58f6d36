// Throttled requests are asked again, the update too

import { expect } from '@jest/globals'
import { throttled } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let turns = 0
    stage.rule(({ service }) => {
      if (service !== 'elasticbeanstalk') return undefined
      turns += 1
      return turns % 3 === 0 ? throttled : undefined
    })
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).not.toContain('looking for it')
  },
}
