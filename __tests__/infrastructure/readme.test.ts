// What the README tells people to type makes the stacks that it promises.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'shell-quote'
import { stackWith, template } from './support/template.ts'

const readme = readFileSync(join(import.meta.dirname, '../../infrastructure/README.md'), 'utf8')
const commands = readme.split('\n').filter((line) => line.startsWith('aws cloudformation deploy '))

function parametersIn(command: string): Record<string, string> {
  const words = parse(command).map(String)
  const given = words.slice(words.indexOf('--parameter-overrides') + 1)
  return Object.fromEntries(given.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
}

test('there is one command for each of three repositories, and one of them makes the provider', () => {
  expect(commands.map((command) => parametersIn(command).Repository)).toEqual([
    'colt-frontend',
    'colt-admin',
    'colt-api',
  ])
  expect(commands.filter((command) => command.includes('CreateProvider=true'))).toHaveLength(1)
})

test.each(commands)('%s', (command) => {
  const { outputs } = stackWith(parametersIn(command))
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['ProdRoleArn', 'DevRoleArn']))
  expect(command).toContain('--capabilities CAPABILITY_NAMED_IAM')
})

test('the settings have the ARNs that the stack tells', () => {
  const { outputs } = stackWith(parametersIn(commands[0] ?? ''))
  expect(readme.match(/arn:aws:iam::\d+:role\/colt-\S+/g)).toEqual(Object.values(outputs))
})

test('the template is small enough to be sent with the command itself', () => {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  expect(Buffer.byteLength(template)).toBeLessThan(51_200)
})
