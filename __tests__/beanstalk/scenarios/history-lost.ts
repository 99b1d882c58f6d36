// Where the history is lost, what is live is known by its bytes

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { BUCKET } from '../support/stage.ts'

export const scenario: Scenario = {
  async run(stage) {
    await stage.deploy(2)
    stage.aws.buckets.delete(BUCKET, '.colt-deploy/colt-api/api-prod/history.json')
    const again = await stage.deploy(2)
    expect(again.outputs).toMatchObject({ outcome: 'unchanged', changed: 'false' })
    expect(again.writes).toEqual(['PutObject history.json 200'])
    expect((await stage.deploy(2)).writes).toEqual([])
  },
}
