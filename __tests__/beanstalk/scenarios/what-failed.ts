// What could not be done is told by what was tried, in every mode

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { tags: { env: 'dev' } },
  async run(stage) {
    const other = { 'env-tag': 'prod' }
    const told = [
      await stage.deploy(2, { inputs: other }),
      await stage.deploy(2, { inputs: { ...other, mode: 'plan' } }),
      await stage.rollBack({ inputs: other }),
      await stage.rollBack({ inputs: { ...other, mode: 'plan', 'version-label': 'v1' } }),
      await stage.resume({ inputs: other }),
    ]
    expect(told.map(({ error }) => error.split(':')[0])).toEqual([
      'Could not deploy to api-prod',
      'Could not plan a deploy to api-prod',
      'Could not roll back api-prod',
      'Could not plan a rollback of api-prod',
      'Could not resume deploys to api-prod',
    ])
    const live = { 'version-label': 'v1' }
    expect((await stage.rollBack({ inputs: live })).error).toMatch(/^Could not roll back api-prod to v1: it is live\./)
    expect((await stage.rollBack({ inputs: { ...live, mode: 'plan' } })).error).toMatch(
      /^Could not plan a rollback of api-prod to v1: it is live\./,
    )
    expect((await stage.rollBack()).error).toMatch(/^Could not roll back api-prod: the history names no earlier deploy/)
  },
}
