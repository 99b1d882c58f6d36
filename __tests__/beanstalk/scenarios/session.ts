// Credentials that may end before the run does are warned about before any write

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: () => {
    process.env.AWS_CREDENTIAL_EXPIRATION = new Date(Date.now() + 1_800_000).toISOString()
  },
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { mode: 'plan' } })
    expect(told.log).toContain('warning: The credentials end in 30 min, and this run may take 60 min')
    expect((await stage.deploy(2, { inputs: { mode: 'plan', timeout: '10' } })).log).not.toContain(
      'The credentials end',
    )
  },
}
