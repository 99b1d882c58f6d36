// A version that somebody else has put there meanwhile is never replaced

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    stage.aws.beanstalk.version('colt-api', 'theirs')
    const web = () => ({ isRight: stage.environment.label === 'v1', what: 'status 502, not 200' })
    let isThere = false
    stage.rule(({ operation }) => {
      const [environment] = [stage.environment]
      if (
        operation === 'DescribeInstancesHealth' &&
        !isThere &&
        environment.status === 'Ready' &&
        environment.label !== 'v1'
      ) {
        isThere = true
        stage.byHand('theirs')
      }
      return undefined
    })
    const told = await stage.deploy(2, { inputs: { 'verify-url': 'https://api.example.com/' }, web })
    expect(told.error).toContain('it is Ready and runs theirs, not api-prod-main')
    expect(told.error).toContain('It was left as it is')
    expect(told.outputs).toMatchObject({ 'rolled-back': 'false', 'version-label': 'theirs' })
    expect(stage.environment.label).toBe('theirs')
  },
}
