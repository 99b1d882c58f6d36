// What runs may come from a bucket of somebody else, as the sample application does: it counts as other content

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'
import { APPLICATION, ENVIRONMENT } from '../support/stage.ts'

export const scenario: Scenario = {
  async run(stage) {
    const { buckets, beanstalk } = stage.aws
    buckets.create('samples', { owner: '999999999999' })
    buckets.put('samples', 'node.zip', 'sample')
    beanstalk.version(APPLICATION, 'Sample Application', { bucket: 'samples', key: 'node.zip' })
    stage.byHand('Sample Application')
    stage.aws.clock.advance(600_000)
    const told = await stage.deploy(2)
    expect(told.outputs).toMatchObject({ outcome: 'deployed', 'previous-version-label': 'Sample Application' })
    expect(told.log).toContain('info: Version Sample Application counts as other content. Could not read s3://samples/')
    const again = await stage.deploy(3, { inputs: { 'version-label': 'Sample Application' } })
    expect(again.error).toContain('is not a bucket of account 123456789012')
    expect(stage.aws.beanstalk.environment(ENVIRONMENT).label).toBe(told.outputs['version-label'])
  },
}
