// Machine code for another processor than the instances have is refused before any write

import { expect } from '@jest/globals'
import { binaries } from '../support/bundles.ts'
import type { Scenario } from '../support/scenario.ts'

const path = 'node_modules/bcrypt/build/Release/bcrypt.node'

export const scenario: Scenario = {
  setting: { instanceType: 't4g.small' },
  async run(stage) {
    const told = await stage.deploy(2, { files: { [path]: binaries.linuxX64 } })
    expect(told.error).toMatch(
      /^Could not load node_modules\/bcrypt\/build\/Release\/bcrypt\.node on the instances: it is machine code for Linux \(x64\), and there is none for them\./,
    )
    expect(told.writes).toEqual([])
    expect((await stage.deploy(3, { files: { [path]: binaries.linuxArm64 } })).outputs.outcome).toBe('deployed')
  },
}
