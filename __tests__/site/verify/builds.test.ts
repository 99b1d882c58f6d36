// Sites that are as they were published are right, whatever built them, and nobody is warned of anything.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { pageOfApp, startLocalAws } from '../../../local/index.ts'
import { realClock } from '../../../src/shared/clock.ts'
import { openGate } from '../../../src/shared/gate.ts'
import { lookBefore } from '../../../src/site/verify/before.ts'
import { entryOf } from '../../../src/site/verify/entry.ts'
import { verifyLive } from '../../../src/site/verify/verify.ts'
import { webVisitor } from '../../../src/site/web/visitor.ts'
import { recordingLog } from '../../shared/support/log.ts'
import { keptBuilds } from '../describe/kept-build.ts'
import { type BuiltFile, filesOf, filesOfKept, serve } from './built-site.ts'

const aws = await startLocalAws()

afterAll(() => aws.close())

const examples = join(import.meta.dirname, '../../../examples')
const colt = join(examples, 'colt-frontend/built')

async function verified(files: readonly BuiltFile[]) {
  const { site, assets } = await serve(aws, files, { functions: { viewerRequest: pageOfApp } })
  const world = { visitor: webVisitor(openGate(), realClock), clock: realClock, log: recordingLog() }
  const entry = entryOf(assets)
  const baseline = await lookBefore(site, entry, world)
  const verification = await verifyLive(site, assets, baseline, world, { isSettling: false })
  return { baseline, verification, log: world.log }
}

test.each([
  ...keptBuilds.map((kind): [string, () => readonly BuiltFile[]] => [kind, () => filesOfKept(kind)]),
  ...readdirSync(colt).map((name): [string, () => readonly BuiltFile[]] => [
    `colt-frontend, ${name}`,
    () => filesOf(join(colt, name)),
  ]),
  ['vite-site', () => filesOf(join(examples, 'vite-site/built'))],
])('%s is right', async (_, files) => {
  const { baseline, verification, log } = await verified(files())
  expect(baseline.sight).toBe('same')
  expect(verification).toMatchObject({ verdict: 'right', findings: [], warnings: [], skipped: 0 })
  expect(log.told('warning')).toEqual([])
})
