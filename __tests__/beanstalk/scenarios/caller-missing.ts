// Where there are no credentials at all, that alone is told, with the cure

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: () => {
    delete process.env.AWS_ACCESS_KEY_ID
    delete process.env.AWS_SECRET_ACCESS_KEY
    process.env.AWS_EC2_METADATA_DISABLED = 'true'
    process.env.AWS_SHARED_CREDENTIALS_FILE = '/nowhere'
    process.env.AWS_CONFIG_FILE = '/nowhere'
  },
  async run(stage) {
    const told = await stage.deploy(2)
    expect(told.error).toBe(
      'Could not find out who deploys: no AWS credentials were found. ' +
        'Run aws-actions/configure-aws-credentials before this step, and give the job `id-token: write`.',
    )
    expect(stage.aws.journal.entries).toEqual([])
  },
}
