// A hashed name that has carried two contents asks each time, whichever of them comes back.

import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { fail } from './support/faults.ts'
import { BUCKET, commit, openStage, type Stage } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const app = 'assets/index-Bt307S33.js'
const hashed = (content: string) => ({
  'index.html': `<title>${content}</title><script type="module" src="/${app}"></script>`,
  [app]: content,
})
const live = () => stage.aws.buckets.get(BUCKET, `dist/${app}`)

test('by a rollback', async () => {
  await stage.deploy(hashed('one'), { env: commit(1) })
  await stage.deploy(hashed('two'), { env: commit(2) })
  await stage.turn('rollback')

  expect([live()?.body.toString(), live()?.headers['Cache-Control']]).toEqual(['one', 'no-cache'])
})

test('because a release failed', async () => {
  await stage.deploy(hashed('one'), { env: commit(1) })
  fail(stage, { operation: 'PutObject', path: 'index.html' })
  await stage.deploy(hashed('two'), { env: commit(2) })

  expect([live()?.body.toString(), live()?.headers['Cache-Control']]).toEqual(['one', 'no-cache'])
})
