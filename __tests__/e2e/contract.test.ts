// One contract, four places: action.yml, the inputs and outputs of the code, the README, and dist.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readActionFile, withTables } from '../../scripts/readme.ts'
import { declared } from '../../src/site/read/inputs.ts'
import { newAccount, reportOf } from '../../src/site/report/account.ts'
import { outputsOf } from '../../src/site/report/outputs.ts'

const root = join(import.meta.dirname, '../..')
const action = readActionFile()
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe('action.yml', () => {
  test('declares exactly the inputs that the code reads', () => {
    expect(Object.keys(action.inputs).sort()).toEqual(Object.keys(declared).sort())
  })

  test('gives them the same defaults, but for the token: the runner fills in an expression, and the code has none', () => {
    const { 'github-token': token, ...others } = action.inputs
    const { 'github-token': none, ...same } = declared
    const defaults = Object.entries(others).map(([name, input]) => [name, input.default ?? ''])
    expect(Object.fromEntries(defaults)).toEqual(same)
    expect([token?.default, none]).toEqual([`\${{ github.token }}`, ''])
  })

  test('declares exactly the outputs that the code sets', () => {
    const watch = { phases: [], phase: async <Result>(_: string, work: () => Promise<Result>) => await work() }
    const report = reportOf(
      newAccount(watch),
      { bucket: '', prefix: '', state: '', environment: '', mode: 'deploy' },
      [],
    )
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(outputsOf(report, '')).sort())
  })

  test('runs a bundle that exists, on the Node that this project is tested with', () => {
    expect(existsSync(join(root, action.runs.main))).toBe(true)
    expect(action.runs.using).toBe(`node${read('.node-version').trim()}`)
    expect(process.version.startsWith(`v${read('.node-version').trim()}.`)).toBe(true)
  })

  test('gives every input and output a description that ends like a sentence', () => {
    const all = [...Object.values(action.inputs), ...Object.values(action.outputs)]
    expect(all.filter(({ description }) => !description.endsWith('.'))).toEqual([])
  })
})

describe('the README', () => {
  test('has the tables of action.yml: npm run readme', () => {
    expect(read('README.md')).toBe(withTables(read('README.md'), action))
  })

  test('uses only inputs that exist, in every example', () => {
    const used = [...read('README.md').matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, yaml = '']) =>
      inputsIn(parse(yaml)),
    )
    expect(used.length).toBeGreaterThan(5)
    expect(used.filter((name) => !(name in action.inputs))).toEqual([])
  })
})

test('dist names the licenses of everything that it holds', () => {
  const licenses = read('dist/site/licenses.txt')
  for (const name of [
    '@actions/core',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-cloudfront',
    'picomatch',
    'htmlparser2',
  ]) {
    expect(licenses).toContain(name)
  }
  expect(licenses).not.toMatch(/GNU (AFFERO )?GENERAL PUBLIC LICENSE/i)
})

test('no workflow uses a third-party action that is not pinned by commit', () => {
  const uses = ['ci.yml', 'codeql.yml'].flatMap((file) => [
    ...read(`.github/workflows/${file}`).matchAll(/uses: (\S+)/g),
  ])
  expect(uses.length).toBeGreaterThan(3)
  expect(uses.map(([, reference]) => reference).filter((reference) => !/@[0-9a-f]{40}$/.test(reference ?? ''))).toEqual(
    [],
  )
})

/** The names below `with:` of steps that use this action, and of examples that show nothing but `with:` or `headers:`. */
function inputsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap(inputsIn)
  const entries = Object.entries(node)
  const foreign = 'uses' in node && !String(node.uses).startsWith('coltpay/colt-deploy@')
  if (foreign) return []
  return entries.flatMap(([key, value]) => (key === 'with' && isRecord(value) ? Object.keys(value) : inputsIn(value)))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
