// An environment that is tagged otherwise, or not at all, is refused before any write

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { tags: { env: 'dev' } },
  async run(stage) {
    const told = await stage.deploy(2, { inputs: { 'env-tag': 'prod' } })
    expect(told.error).toBe(
      'Could not deploy to api-prod: it is tagged env=dev. `env-tag` asks for env=prod: check the input `environment`, or correct the tag.',
    )
    expect(told.writes).toEqual([])
    expect((await stage.deploy(2, { inputs: { 'env-tag': 'dev' } })).outputs.outcome).toBe('deployed')
  },
}
