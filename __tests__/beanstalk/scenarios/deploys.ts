// A new version goes live, and the whole run is told

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const told = await stage.deploy(2)
    const label = told.outputs['version-label'] ?? ''
    expect(label).toMatch(/^api-prod-main-0202020-[0-9a-f]{8}$/)
    expect(told.writes).toEqual([
      'PutObject <identity>.zip 200',
      `CreateApplicationVersion ${label} 200`,
      'PutObject history.json 200',
      `UpdateEnvironment ${label} 200`,
      'PutObject history.json 200',
      'PutObject history.json 200',
    ])
    expect(told.outputs).toMatchObject({
      outcome: 'deployed',
      changed: 'true',
      'previous-version-label': 'v1',
      status: 'Ready',
      health: 'Green',
      'rolled-back': 'false',
    })
    expect(told.log).toMatch(
      /group: Read\n[\s\S]*group: Bundle\n[\s\S]*group: Plan\n[\s\S]*group: Version\n[\s\S]*group: Update\n[\s\S]*group: Verdict/,
    )
    expect(told.log).toMatch(/info: \d\d:\d\d:\d\d \(\d+ s ago\) INFO {2}Environment update is starting\./)
    expect(told.log.match(/Environment update is starting/g)).toHaveLength(1)
    expect(told.summary).toMatch(
      /## <code>api-prod<\/code> runs[\s\S]*\| Instance \| Version \|[\s\S]*Read .* · Bundle .* · in all/,
    )
  },
}
