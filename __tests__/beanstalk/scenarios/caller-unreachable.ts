// Where STS cannot be reached, or refuses to say, that is a notice, and the deploy goes on

import { expect } from '@jest/globals'
import type { Fault } from '../../../local/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let fault: Fault = { drop: 'before' }
    stage.rule(({ operation }) => (operation === 'GetCallerIdentity' ? fault : undefined))
    const unreachable = await stage.deploy(2)
    fault = { status: 403, code: 'AccessDenied', message: 'no endpoint policy allows it' }
    const denied = await stage.deploy(3, { comparison: 'ahead' })
    for (const told of [unreachable, denied]) {
      expect(told.outputs.outcome).toBe('deployed')
      expect(told.log).toContain('notice: Who this run is for AWS was not found out: STS could not be asked (')
      expect(told.summary).not.toContain(' · as ')
    }
    expect(denied.log).toContain('(AccessDenied: no endpoint policy allows it).')
  },
}
