// A bucket of another account is refused before any write, whoever lets us in

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: (aws) => aws.buckets.create('strangers', { owner: '999999999999' }),
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { bucket: 'strangers' } })
    expect(told.error).toContain(
      'AccessDenied, which is also the answer where strangers is not a bucket of account 123456789012. Name a bucket of that account',
    )
    expect(told.outputs.outcome).toBe('failed')
    expect(stage.aws.journal.writes().filter((line) => line.includes('strangers'))).toEqual([])
  },
}
