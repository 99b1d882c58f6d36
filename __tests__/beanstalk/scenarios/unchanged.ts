// The same again changes nothing and writes nothing

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    await stage.deploy(2)
    const again = await stage.deploy(2)
    expect(again.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(again.writes).toEqual([])
    expect(again.log).toContain('this bundle is live already')
  },
}
