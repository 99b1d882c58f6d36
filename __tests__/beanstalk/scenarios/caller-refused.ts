// Credentials that AWS refuses, or that have expired, are told once, with the cure, and nothing is written

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    let code = 'InvalidClientTokenId'
    stage.rule(() => ({ status: 403, code }))
    const refused = await stage.deploy(2)
    expect(refused.error).toBe(
      'Could not find out who deploys: AWS does not accept these credentials (InvalidClientTokenId). ' +
        'Run aws-actions/configure-aws-credentials directly before this step, with `id-token: write` for the job, ' +
        'or check which role or key is put into the environment; a session token belongs to it.',
    )
    code = 'ExpiredToken'
    const expired = await stage.deploy(2)
    expect(expired.error).toMatch(
      /^Could not find out who deploys: the AWS credentials have expired\. Run aws-actions\/configure-aws-credentials directly before this step.*$/,
    )
    for (const told of [refused, expired]) expect([told.outputs.outcome, told.writes]).toEqual(['failed', []])
  },
}
