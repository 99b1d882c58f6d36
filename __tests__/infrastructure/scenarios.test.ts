// Every behaviour of a deploy of an API, with nothing but the rights of the prod role.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { startLocalAws } from '../../local/index.ts'
import type { Scenario } from '../beanstalk/support/scenario.ts'
import { openStage } from '../beanstalk/support/stage.ts'
import { apiParameters, stackWith, take } from './support/template.ts'

/** Those that are about what the role must not do, and the right that they lack. */
const beyond: Readonly<Record<string, string>> = {
  'env-tag.ts': 'elasticbeanstalk:UpdateEnvironment', // of an environment that is tagged as dev
  'label-taken.ts': 's3:GetObject', // of a bundle that somebody else has put elsewhere
  'own-bucket.ts': 's3:GetObject', // in the account's own bucket
  'terminated-namesake.ts': 'elasticbeanstalk:UpdateEnvironment', // of an environment without a tag
}

const folder = join(import.meta.dirname, '../beanstalk/scenarios')
const files = readdirSync(folder).sort()
const nameOf = (file: string): string =>
  readFileSync(join(folder, file), 'utf8').split('\n')[0]?.slice('// '.length) ?? ''

const stack = stackWith(apiParameters)

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  delete process.env.AWS_CREDENTIAL_EXPIRATION
  for (const end of ends.splice(0)) await end()
})

async function play(file: string): Promise<readonly string[]> {
  const { scenario }: { readonly scenario: Scenario } = await import(`../beanstalk/scenarios/${file}`)
  const aws = await startLocalAws()
  const role = take(aws, stack, 'ProdRole')
  Object.assign(process.env, role.env)
  scenario.before?.(aws)
  const stage = await openStage(aws, { tags: { env: 'prod' }, ...scenario.setting })
  ends.push(
    () => stage.close(),
    () => aws.close(),
  )
  try {
    await scenario.run(stage)
  } catch (error) {
    // Without the right that it lacks, a scenario does not come to its end.
    if (beyond[file] === undefined) throw error
  }
  return [...role.wanting]
}

test.each(files.filter((file) => beyond[file] === undefined).map((file) => [nameOf(file), file]))(
  '%s',
  async (_, file) => {
    expect(await play(file)).toEqual([])
  },
)

test.each(Object.entries(beyond))('%s is beyond the role: %s', async (file, action) => {
  const wanting = await play(file)
  expect(wanting.map((right) => right.split(' on ')[0])).toEqual([action])
})
