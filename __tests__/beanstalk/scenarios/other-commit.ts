// The same content under another commit advances the record, and touches nothing else

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { pushVariables } from '../support/stage.ts'

export const scenario: Scenario = {
  async run(stage) {
    await stage.deploy(2)
    const again = await stage.deploy(2, { push: 3, comparison: 'ahead' })
    expect(again.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(again.writes).toEqual(['PutObject history.json 200'])
    expect(stage.history().entries.at(-1)?.provenance.commit).toBe(pushVariables(3).GITHUB_SHA)
    expect((await stage.deploy(3, { push: 1, comparison: 'behind' })).outputs.outcome).toBe('older')
  },
}
