// A label that holds something else is refused before any write; a name is no proof

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { BUCKET } from '../support/stage.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.aws.buckets.put(BUCKET, 'other.zip', 'other')
    stage.aws.beanstalk.version('colt-api', 'mine', { bucket: BUCKET, key: 'other.zip' })
    const told = await stage.deploy(2, { inputs: { 'version-label': 'mine' } })
    expect(told.error).toContain(
      'Could not use version mine (s3://bundles/other.zip): it is there already, with other content',
    )
    expect(told.writes).toEqual([])
  },
}
