// A cancelled run writes nothing more but the end of its record, and the next one settles it

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const told = await stage.deploy(2, { cancelAt: (line) => line.includes('Environment update is starting') })
    expect(told.error).toMatch(
      /The run was cancelled: it got SIGINT\.\nAWS goes on updating api-prod to \S+\. The next run takes over/,
    )
    expect(told.outputs.outcome).toBe('failed')
    expect(stage.history().entries.at(-1)).toMatchObject({
      state: 'begun',
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    const next = await stage.deploy(2)
    expect(next.log).toMatch(/notice: The update to \S+ that run 1002 began has no end recorded; it is settled first\./)
    expect(next.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(stage.history().entries.at(-1)?.state).toBe('deployed')
  },
}
