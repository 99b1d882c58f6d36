// A release that fails after it has replaced what somebody had changed by hand: that comes back, too.

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { textOf } from './support/bucket.ts'
import { fail } from './support/faults.ts'
import { BUCKET, openStage, type Stage, site } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test.each<[string, (stage: Stage) => unknown, string | undefined]>([
  ['changed', ({ aws }) => aws.buckets.put(BUCKET, 'dist/app.js', 'by hand'), 'by hand'],
  ['deleted', ({ aws }) => aws.buckets.delete(BUCKET, 'dist/app.js'), undefined],
])('a file that was %s by hand keeps no failed release from being taken back', async (_, edit, before) => {
  await stage.release(1)
  edit(stage)
  fail(stage, { operation: 'PutObject', path: 'index.html' })
  // Who looks at what is put back finds that it lacks what was deleted, for a minute.
  const result = await stage.release(2, { inputs: { verify: 'false' } })

  expect(result.outputs).toMatchObject({ outcome: 'failed', 'rolled-back': 'true' })
  expect(textOf(stage, 'about/index.html')).toBe(site(1)['about/index.html'])
  if (before !== undefined) expect(textOf(stage, 'app.js')).toBe(before)
})
