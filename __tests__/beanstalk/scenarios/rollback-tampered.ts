// A rollback refuses a bundle that is not the one that was deployed, or is gone

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { BUCKET } from '../support/stage.ts'

export const scenario: Scenario = {
  async run(stage) {
    await stage.deploy(2)
    const [key = ''] = stage.aws.buckets.keys(BUCKET, 'colt-api/')
    await stage.deploy(3, { comparison: 'ahead' })
    stage.aws.buckets.put(BUCKET, key, 'other')
    expect((await stage.rollBack()).error).toContain('is not the one that was deployed')
    stage.aws.buckets.delete(BUCKET, key)
    const gone = await stage.rollBack()
    expect(gone.error).toContain('is gone')
    expect(gone.writes).toEqual([])
  },
}
