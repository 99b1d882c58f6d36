// A missing right is named, with the resource

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  before: (aws) => void aws.beanstalk.deny('UpdateEnvironment'),
  async run(stage) {
    const told = await stage.deploy(2)
    expect(told.error).toContain(
      'The role needs elasticbeanstalk:UpdateEnvironment on arn:aws:elasticbeanstalk:us-east-1:*:environment/colt-api/api-prod.',
    )
    expect(told.outputs).toMatchObject({ outcome: 'failed', changed: 'false', 'version-label': 'v1' })
  },
}
