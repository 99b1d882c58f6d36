// A run that is cancelled before AWS has answered does not say that nothing was touched

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let asked = false
    stage.rule(({ operation }) => {
      asked ||= operation === 'UpdateEnvironment'
      return operation === 'UpdateEnvironment' ? { drop: 'after' } : undefined
    })
    const told = await stage.deploy(2, { cancelAt: (line) => asked && line.includes('looking for it') })
    expect(told.error).toMatch(/AWS goes on updating api-prod to \S+, if it has taken the update\./)
    expect(told.outputs.changed).toBe('true')
    expect(stage.history().entries.at(-1)).toMatchObject({ state: 'begun', request: '' })
    expect((await stage.deploy(2)).outputs.outcome).toBe('unchanged')
  },
}
