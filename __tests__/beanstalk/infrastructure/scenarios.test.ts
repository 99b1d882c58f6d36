// Every behaviour of a deploy of an API, with nothing but the rights of the prod role.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { startLocalAws } from '../../../local/index.ts'
import { apiParameters, stackWith, take } from '../../infrastructure/support/template.ts'
import type { Scenario } from '../support/scenario.ts'
import { openStage } from '../support/stage.ts'

/** Of an object that may not be read: a list of that key alone might tell that it is not there. */
const unread = ['s3:GetObject', 's3:ListBucket']

/** Those that are about what the role must not do, and the rights that they lack. */
const beyond: Readonly<Record<string, readonly string[]>> = {
  'env-tag.ts': ['elasticbeanstalk:UpdateEnvironment'], // of an environment that is tagged as dev
  'foreign-bucket.ts': unread, // in a bucket of another account
  'foreign-version.ts': unread, // of a bundle in one
  'label-taken.ts': unread, // of a bundle that somebody else has put elsewhere
  'own-bucket.ts': unread, // in the account's own bucket
  'terminated-namesake.ts': ['elasticbeanstalk:UpdateEnvironment'], // of an environment without a tag
}

const folder = join(import.meta.dirname, '../scenarios')
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
  const { scenario }: { readonly scenario: Scenario } = await import(`../scenarios/${file}`)
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

test.each(Object.entries(beyond))('%s is beyond the role: %j', async (file, rights) => {
  const wanting = await play(file)
  expect([...new Set(wanting.map((right) => right.split(' on ')[0]))]).toEqual(rights)
})
