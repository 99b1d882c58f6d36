// Every behaviour of a deploy, one file each in scenarios/; a file's first line names it.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { type LocalAws, startLocalAws } from '../../local/index.ts'
import type { Scenario } from './support/scenario.ts'
import { openStage } from './support/stage.ts'

const folder = join(import.meta.dirname, 'scenarios')
const files = readdirSync(folder).sort()
const nameOf = (file: string): string =>
  readFileSync(join(folder, file), 'utf8').split('\n')[0]?.slice('// '.length) ?? ''

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const name of ['CREDENTIAL_EXPIRATION', 'EC2_METADATA_DISABLED', 'SHARED_CREDENTIALS_FILE', 'CONFIG_FILE']) {
    delete process.env[`AWS_${name}`]
  }
  for (const end of ends.splice(0)) await end()
})

test('there is a scenario for every behaviour', () => {
  expect(files.length).toBeGreaterThan(65)
})

test.each(files.map((file) => [nameOf(file), file]))('%s', async (_, file) => {
  const { scenario }: { readonly scenario: Scenario } = await import(`./scenarios/${file}`)
  const aws: LocalAws = await startLocalAws()
  ends.push(() => aws.close())
  Object.assign(process.env, aws.env)
  scenario.before?.(aws)
  const stage = await openStage(aws, scenario.setting)
  ends.push(() => stage.close())
  await scenario.run(stage)
})
