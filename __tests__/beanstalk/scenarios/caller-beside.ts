// The question who deploys delays nothing: everything else is asked before it is answered

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const { promise: rest, resolve } = Promise.withResolvers<void>()
    stage.rule(({ operation, key }) => {
      if (operation === 'GetObject' && key?.endsWith('history.json')) resolve()
      return operation === 'GetCallerIdentity' ? { before: rest } : undefined
    })
    const told = await stage.deploy(2, { inputs: { mode: 'plan' } })
    expect(told.outputs.outcome).toBe('planned')
    expect(told.log).toContain('info: Planning as arn:aws:sts::123456789012:')
  },
}
