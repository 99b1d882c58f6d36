// An ERROR of an older request is shown, and not judged

import { expect } from '@jest/globals'
import { strayEvent, updating } from '../../../local/elasticbeanstalk/index.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.environment.nextUpdate(updating('30s'), strayEvent('Service:AmazonCloudFormation, Message: older'))
    const told = await stage.deploy(2)
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.log).toMatch(/ERROR Service:AmazonCloudFormation, Message: older/)
  },
}
