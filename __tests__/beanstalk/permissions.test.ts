// The policy that people paste names every call that the code makes, and no other.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '../..')
const adapters = join(root, 'src/beanstalk/aws')
const readme = readFileSync(join(root, 'beanstalk/README.md'), 'utf8')

interface Statement {
  readonly Action: string | readonly string[]
  readonly Resource?: unknown
}

/** Those that a role is given; a trust policy has no resource. */
function granted(): readonly string[] {
  const policies = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json))
  const statements: readonly Statement[] = policies.flatMap((policy) => policy.Statement)
  return statements.filter(({ Resource }) => Resource !== undefined).flatMap(({ Action }) => Action)
}

function called(): readonly string[] {
  const sources = readdirSync(adapters).map((file) => readFileSync(join(adapters, file), 'utf8'))
  const ofBeanstalk = sources.filter((source) => source.includes('@aws-sdk/client-elastic-beanstalk'))
  const commands = ofBeanstalk.flatMap((source) => [...source.matchAll(/new (\w+)Command\(/g)])
  return commands.map(([, name]) => `elasticbeanstalk:${name}`)
}

test('the README grants what the code asks of Elastic Beanstalk, and nothing that it does not ask', () => {
  const ofBeanstalk = granted().filter((action) => action.startsWith('elasticbeanstalk:'))
  expect(called().length).toBeGreaterThan(10)
  expect(new Set(ofBeanstalk)).toEqual(new Set(called()))
})

test('and says of each what it is for', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'))
  const unsaid = called().filter((action) => {
    const name = action.replace('elasticbeanstalk:', '')
    return !rows.some((row) => row.split(' | ')[0]?.includes(`\`${name}\``))
  })
  expect(unsaid).toEqual([])
})
