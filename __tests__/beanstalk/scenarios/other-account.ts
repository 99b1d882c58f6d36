// An environment of another account than the caller's is refused before any write

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const arn = 'arn:aws:sts::210987654321:assumed-role/api-dev/session'
    const body =
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
      `<Arn>${arn}</Arn><UserId>A</UserId><Account>210987654321</Account>` +
      '</GetCallerIdentityResult></GetCallerIdentityResponse>'
    stage.rule(({ operation }) =>
      operation === 'GetCallerIdentity'
        ? { answer: { status: 200, headers: { 'Content-Type': 'text/xml' }, body } }
        : undefined,
    )
    const told = await stage.deploy(2)
    expect(told.error).toBe(
      `Could not deploy to api-prod: api-prod is in account 123456789012, and the credentials are of account 210987654321 (${arn}). ` +
        'Nothing was changed. Check `role-to-assume` of aws-actions/configure-aws-credentials, and the input `environment`.',
    )
    expect(told.writes).toEqual([])
    expect((await stage.rollBack()).error).toContain('Could not roll back api-prod: api-prod is in account')
  },
}
