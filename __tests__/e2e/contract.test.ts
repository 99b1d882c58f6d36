// One contract for every action, four places: action.yml, the inputs and outputs of the code, the README, and dist.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionFolders, readActionFile, withTables } from '../../scripts/readme.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What a slice says of itself; imported by name, so that a slice that is not there is missed by nobody. */
interface Slice {
  readonly declared: Readonly<Record<string, string>>
  readonly outputs: readonly string[]
}

async function sliceOf(name: string): Promise<Slice> {
  const { declared } = await import(`../../src/${name}/read/inputs.ts`)
  const { outputsOf } = await import(`../../src/${name}/report/outputs.ts`)
  // This one decides and is done: there is no account of what happened.
  if (name === 'target') return { declared, outputs: Object.keys(outputsOf({ mode: 'none', reason: '' })) }
  const { newAccount, reportOf } = await import(`../../src/${name}/report/account.ts`)
  const watch = { phases: [], phase: async <Result>(_: string, work: () => Promise<Result>) => await work() }
  return { declared, outputs: Object.keys(outputsOf(reportOf(newAccount(watch), {}, []), '')) }
}

const licensed: Readonly<Record<string, readonly string[]>> = {
  site: ['@aws-sdk/client-s3', '@aws-sdk/client-cloudfront', '@actions/github', 'picomatch', 'htmlparser2'],
  beanstalk: ['@aws-sdk/client-s3', '@aws-sdk/client-elastic-beanstalk', '@actions/github'],
  target: ['yaml', 'picomatch', 'leven'],
}

describe.each([...actionFolders])('%s', (name, folder) => {
  const action = readActionFile(folder)
  const readme = join(folder, 'README.md')

  test('action.yml declares exactly the inputs that the code reads', async () => {
    expect(Object.keys(action.inputs).sort()).toEqual(Object.keys((await sliceOf(name)).declared).sort())
  })

  test('action.yml gives them the same defaults, but for the token: the runner fills in an expression, and the code has none', async () => {
    const { 'github-token': token, ...others } = action.inputs
    const { 'github-token': none, ...same } = (await sliceOf(name)).declared
    const defaults = Object.entries(others).map(([input, { default: given = '' }]) => [input, given])
    expect(Object.fromEntries(defaults)).toEqual(same)
    const asksGitHub = name !== 'target'
    expect([token?.default, none]).toEqual(asksGitHub ? [`\${{ github.token }}`, ''] : [undefined, undefined])
  })

  test('action.yml declares exactly the outputs that the code sets', async () => {
    expect(Object.keys(action.outputs).sort()).toEqual([...(await sliceOf(name)).outputs].sort())
  })

  test('action.yml runs a bundle that exists, on the Node that this project is tested with', () => {
    expect(join(folder, action.runs.main)).toBe(`dist/${name}/index.js`)
    expect(existsSync(join(root, folder, action.runs.main))).toBe(true)
    expect(action.runs.using).toBe(`node${read('.node-version').trim()}`)
    expect(process.version.startsWith(`v${read('.node-version').trim()}.`)).toBe(true)
  })

  test('action.yml gives every input and output a description that ends like a sentence', () => {
    const all = [...Object.values(action.inputs), ...Object.values(action.outputs)]
    expect(all.filter(({ description }) => !description.endsWith('.'))).toEqual([])
  })

  test('the README has the tables of action.yml: npm run readme', () => {
    expect(read(readme)).toBe(withTables(read(readme), action))
  })

  test('the README uses only inputs that exist, in every example', () => {
    const uses = `coltpay/colt-deploy${folder === '.' ? '' : `/${folder}`}@`
    const used = [...read(readme).matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, yaml = '']) =>
      inputsIn(parse(yaml), uses),
    )
    expect(used.length).toBeGreaterThan(5)
    expect(used.filter((input) => !(input in action.inputs))).toEqual([])
  })

  // The runner fetches it before each run, and Node reads all of it before the first line.
  test('dist holds no more than 3 MB of code', () => {
    const code = readdirSync(join(root, 'dist', name)).filter((file) => file !== 'licenses.txt')
    const sizes = code.map((file) => statSync(join(root, 'dist', name, file)).size)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3_000_000)
  })

  test('dist names the licenses of everything that it holds', () => {
    const licenses = read(`dist/${name}/licenses.txt`)
    for (const dependency of ['@actions/core', ...(licensed[name] ?? [])]) expect(licenses).toContain(dependency)
    expect(licenses).not.toMatch(/GNU (AFFERO )?GENERAL PUBLIC LICENSE/i)
  })
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
function inputsIn(node: unknown, action: string): string[] {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap((one) => inputsIn(one, action))
  const entries = Object.entries(node)
  const foreign = 'uses' in node && !String(node.uses).startsWith(action)
  if (foreign) return []
  return entries.flatMap(([key, value]) =>
    key === 'with' && isRecord(value) ? Object.keys(value) : inputsIn(value, action),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
