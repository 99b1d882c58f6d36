// The settings file knows the inputs of the actions that deploy: all of them, and what is not set means to them what it
// means to themselves.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionFolders, readActionFile } from '../../scripts/readme.ts'
import { elsewhere, needed, ofLines, settingNames } from '../../src/target/describe/setting-names.ts'
import { describeSettings } from '../../src/target/describe/settings.ts'
import type { Kind } from '../../src/target/model.ts'
import { apiFile, FILE, siteFile } from './support/files.ts'
import { outputsFor, push } from './support/runs.ts'

interface Deployer {
  readonly slice: string
  readonly file: string
  /** Inputs that the file must not set, for that kind. */
  readonly unset: readonly string[]
}

const deployers: Readonly<Record<Kind, Deployer>> = {
  site: {
    slice: 'site',
    file: siteFile,
    unset: ['mode', 'release', 'allow-older', 'compare', 'environment', 'verify-headers', 'github-token'],
  },
  api: { slice: 'beanstalk', file: apiFile, unset: ['mode', 'version-label', 'allow-older', 'github-token'] },
}

const kinds: readonly Kind[] = ['site', 'api']

describe.each(kinds.filter((kind) => actionFolders.has(deployers[kind].slice)))('for %s', (kind) => {
  const { slice, file, unset } = deployers[kind]
  const { inputs } = readActionFile(actionFolders.get(slice))

  test('the file may set every input of the action, but for what is chosen, secret or known', () => {
    expect([...settingNames[kind], ...unset].sort()).toEqual(Object.keys(inputs).sort())
  })

  test('each of the others is refused with a reason', () => {
    const reasons = unset.filter((name) => name !== 'environment').map((name) => elsewhere[name])
    expect(reasons).not.toContain(undefined)
  })

  test('what the action needs is needed here', () => {
    const required = Object.entries(inputs).filter(([, { required }]) => required === true)
    expect([...needed[kind], ...(kind === 'api' ? ['application'] : [])].sort()).toEqual(
      required.map(([name]) => name).sort(),
    )
  })

  test('the action reads the outputs as it reads inputs of which only those of the file are given', async () => {
    const { readInputs } = await import(`../../src/${slice}/read/inputs.ts`)
    const outputs = outputsFor(push('main'), file)
    const settings: Record<string, string> = JSON.parse(outputs.settings ?? '')
    const chosen = ['mode', 'release', 'version-label', 'allow-older'].map((name) => [name, outputs[name] ?? ''])
    const given = Object.fromEntries([...settingNames[kind].map((name) => [name, settings[name] ?? '']), ...chosen])
    const alone = { ...parse(file).prod, ...(kind === 'site' ? { environment: 'prod' } : {}) }
    const asVariables = (values: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(values)
          .filter(([name]) => name in inputs)
          .map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]),
      )
    expect(readInputs(asVariables({ ...given, environment: settings.environment }))).toEqual(
      readInputs(asVariables(alone)),
    )
  })
})

test('settings of several lines are inputs of several lines', () => {
  const lines = Object.entries(readActionFile('.').inputs).filter(([, { description }]) =>
    /one (?:glob )?per line|in lines of/i.test(description),
  )
  const settable = lines.map(([name]) => name).filter((name) => settingNames.site.includes(name))
  expect([...ofLines].sort()).toEqual(settable.sort())
})

test('the examples of the README are files without a fault', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../target/README.md'), 'utf8')
  const files = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml)
  const settings = files.filter((yaml) => yaml.startsWith('prod:')).map((yaml) => describeSettings(FILE, yaml))
  expect(settings.map(({ faults }) => faults)).toEqual([[], []])
  expect(settings.map(({ settings: { environments } }) => environments[0]?.kind)).toEqual(['site', 'api'])
})
