// Secrets of the configuration reach neither log, outputs, summary nor records

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { BUCKET } from '../support/stage.ts'

export const scenario: Scenario = {
  setting: { instances: 0, properties: { DATABASE_PASSWORD: 'correct-horse' } },
  async run(stage) {
    const told = await stage.deploy(2)
    expect(stage.aws.journal.of('DescribeConfigurationSettings').length).toBeGreaterThan(0)
    const kept = stage.aws.buckets
      .keys(BUCKET)
      .map((key) => stage.aws.buckets.get(BUCKET, key)?.body.toString('latin1'))
    expect(JSON.stringify([told, kept])).not.toContain('correct-horse')
  },
}
