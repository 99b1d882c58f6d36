// Whatever happens to a site, in whichever order: pages are whole, strangers' files stay, and every release comes back.

import { jest, test } from '@jest/globals'
import fc from 'fast-check'
import { played } from '../support/releases/saga.ts'
import { sequences } from '../support/releases/steps.ts'

jest.setTimeout(600_000)

const numRuns = Number(process.env.RELEASES_RUNS ?? 40)
const seed = Number(process.env.RELEASES_SEED ?? 20_260_901)

test('sequences of deploys, rollbacks, edits, crashes and freezes', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, fc.constantFrom('AES256', 'aws:kms'), async (steps, encryption) => {
      const log: string[] = []
      const faults = await played(steps, encryption, (line) => log.push(line))
      if (faults.length > 0) throw new Error([...faults, ...log].join('\n'))
    }),
    { numRuns, seed },
  )
})
