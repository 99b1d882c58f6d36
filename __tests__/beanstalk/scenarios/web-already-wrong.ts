// Where the web was wrong before, a version that does not mend it fails, and is not taken back

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const web = () => ({ isRight: false, what: 'status 502, not 200' })
    const told = await stage.deploy(2, { inputs: { 'verify-url': 'https://api.example.com/' }, web })
    expect(told.error).toContain(
      'status 502, not 200 for 120 s. It was left as it is: nothing shows that it is worse than before.',
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'false', verified: 'false' })
    expect(told.writes.filter((line) => line.startsWith('UpdateEnvironment'))).toHaveLength(1)
  },
}
