// A full quota of versions is told before anything is written, and one nearly full is warned about

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.aws.beanstalk.limitVersions(1)
    const full = await stage.deploy(2)
    expect(full.error).toContain('the quota of application versions is full: 1 of 1')
    expect(full.error).toContain('update-application-resource-lifecycle')
    expect(full.writes).toEqual([])
    for (const label of ['a', 'b', 'c']) stage.aws.beanstalk.version('colt-api', label)
    stage.aws.beanstalk.limitVersions(5)
    const nearly = await stage.deploy(2)
    expect(nearly.log).toContain('warning: The quota of application versions is nearly full: 4 of 5')
    expect(nearly.outputs.outcome).toBe('deployed')
  },
}
