// Scheduled tasks in an environment of a single instance run once, and nothing is said

import { expect } from '@jest/globals'
import { cron } from '../support/cron.ts'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  setting: { type: 'SingleInstance' },
  async run(stage) {
    const told = await stage.deploy(2, { files: cron, inputs: { mode: 'plan' } })
    expect(told.outputs.outcome).toBe('planned')
    expect(told.lines.filter((line) => line.startsWith('warning: '))).toEqual([])
  },
}
