// A plan shows what would happen, and writes nothing

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { mode: 'plan' } })
    expect(told.outputs).toMatchObject({ outcome: 'planned', changed: 'false', 'version-label': 'v1' })
    expect(told.log).toMatch(
      /info: ~ api-prod: v1 → api-prod-main-\S+: it runs another version\ninfo: \+ version api-prod-main-\S+ \(new\)/,
    )
    expect(stage.aws.journal.writes()).toEqual([])
  },
}
