// A rollback goes back, a second one further back, deploys are held until somebody resumes them

import { expect } from '@jest/globals'
import type { Scenario } from '../support/scenario.ts'

export const scenario: Scenario = {
  async run(stage) {
    const labels = []
    for (const version of [2, 3, 4])
      labels.push((await stage.deploy(version, { comparison: 'ahead' })).outputs['version-label'])
    const first = await stage.rollBack()
    expect(first.outputs).toMatchObject({ outcome: 'rolled-back', 'rolled-back': 'true', 'version-label': labels[1] })
    expect(first.writes.map((line) => line.split(' ')[0])).toEqual([
      'PutObject',
      'UpdateEnvironment',
      'PutObject',
      'PutObject',
    ])
    expect((await stage.rollBack()).outputs['version-label']).toBe(labels[0])
    expect((await stage.rollBack()).error).toContain(
      'the history names no earlier deploy of another content. Name a version in `version-label`, such as',
    )
    const held = await stage.deploy(5)
    expect(held.outputs).toMatchObject({ outcome: 'held', changed: 'false' })
    expect(held.log).toMatch(/warning: Deploys are held: octocat rolled back from .* To go on: `mode: resume`\./)
    expect((await stage.resume()).outputs.outcome).toBe('resumed')
    expect((await stage.deploy(5, { comparison: 'ahead' })).outputs.outcome).toBe('deployed')
  },
}
