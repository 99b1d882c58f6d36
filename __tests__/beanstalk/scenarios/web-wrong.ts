// A version whose web answers wrongly for two minutes is taken back

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const inputs = { 'verify-url': 'https://api.example.com/health?key=hidden' }
    const web = () => {
      const isRight = stage.environment.label === 'v1'
      return { isRight, what: isRight ? 'status 200' : 'status 502, not 200' }
    }
    const told = await stage.deploy(2, { inputs, web })
    expect(told.error).toContain('the API answers with status 502, not 200 for 120 s. v1 is live again.')
    expect(told.outputs).toMatchObject({ verified: 'false', 'rolled-back': 'true', url: 'https://api.example.com' })
    expect(told.log + told.summary).not.toContain('hidden')
    const good = await stage.deploy(2, { inputs })
    expect(good.outputs).toMatchObject({ outcome: 'deployed', verified: 'true' })
  },
}
