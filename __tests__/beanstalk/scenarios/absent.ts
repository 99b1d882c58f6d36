// An environment that is switched off is skipped where that is proven, and else is a mistake

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.terminate()
    stage.aws.clock.advance(3_600_000)
    const skipped = await stage.deploy(2, { inputs: { 'when-absent': 'skip' } })
    expect(skipped.outputs).toMatchObject({ outcome: 'absent', changed: 'false', 'version-label': '' })
    expect(skipped.log).toMatch(
      /warning: There is no environment api-prod in colt-api \(AWS tells that e-\w+ is terminated\)/,
    )
    const failed = await stage.deploy(2)
    expect(failed.error).toContain('Could not find the environment api-prod in colt-api: there is none')
    expect([...skipped.writes, ...failed.writes]).toEqual([])
  },
}
