// An older commit never replaces a newer one, unless that is allowed

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    await stage.deploy(3)
    const older = await stage.deploy(2, { comparison: 'behind' })
    expect(older.outputs).toMatchObject({ outcome: 'older', changed: 'false' })
    expect(older.writes).toEqual([])
    const allowed = await stage.deploy(2, { comparison: 'behind', inputs: { 'allow-older': 'true' } })
    expect(allowed.outputs.outcome).toBe('deployed')
  },
}
