// Scheduled tasks in a load-balanced environment are warned about, leader_only or not

import { expect } from '@jest/globals'
import { cron } from '../support/cron.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const told = await stage.deploy(2, { files: cron, inputs: { mode: 'plan' } })
    expect(told.log).toContain(
      'warning: The scheduled tasks of .ebextensions/cron.config may run more than once, or not at all: ' +
        'the environment may have several instances, and each of them has all tasks; leader_only chooses one while deploying, ' +
        'and that one may be replaced by an instance that was never chosen. ' +
        'Let each task take a lock in the database before it begins, or run it from one place:',
    )
    expect(stage.aws.journal.of('DescribeConfigurationSettings')).toEqual([])
  },
}
