// Who deploys, and into which account, is said before the first write, and in the summary

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const arn = 'arn:aws:sts::123456789012:assumed-role/local/session'
    let before: readonly string[] | undefined
    const told = await stage.deploy(2, {
      cancelAt: (line) => {
        if (line === `Deploying as ${arn} in account 123456789012`) before = stage.aws.journal.writes()
        return false
      },
    })
    expect(before).toEqual([])
    expect(told.outputs.outcome).toBe('deployed')
    expect(told.summary).toContain(`as <code>${arn}</code>`)
    expect(stage.aws.journal.of('GetCallerIdentity')).toHaveLength(1)
    const others = [
      await stage.deploy(3, { inputs: { mode: 'plan' } }),
      await stage.resume(),
      await stage.rollBack({ inputs: { 'version-label': 'v1' } }),
    ]
    const who = others.map(({ lines }) => lines.find((line) => line.includes(' in account '))?.split(' as ')[0])
    expect(who).toEqual(['info: Planning', 'info: Resuming', 'info: Rolling back'])
  },
}
