// What the documentation tells people to write is right: files without a fault, parameters and inputs that exist, tables
// that say what is decided, commands that do what they promise.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { describeSettings } from '../../src/target/describe/settings.ts'
import { stackWith } from '../infrastructure/support/template.ts'
import { FILE } from '../target/support/files.ts'
import { byHand, outputsFor, pullRequest, push, type Run, refusalFor, tag } from '../target/support/runs.ts'
import { adopting, block, blocks, parametersIn, read, root, rows, section, smallest } from './support/page.ts'

const example = 'examples/colt-frontend/.github'
const named = (text: string): string =>
  text.replaceAll('shop.example.com', 'coltpay.com').replaceAll('role/shop-', 'role/colt-frontend-')

describe('step 1', () => {
  const parameters = parametersIn(adopting.roles)
  const stack = () => stackWith(parameters)

  test('makes a stack of a template that is there, with parameters that it knows', () => {
    expect(adopting.roles).toMatch(/^aws cloudformation deploy --stack-name shop-roles /)
    expect(adopting.roles).toContain(' --capabilities CAPABILITY_NAMED_IAM ')
    const file = / --template-file (\S+) /.exec(adopting.roles)?.[1] ?? ''
    expect(existsSync(join(root, file))).toBe(true)
    expect(Object.keys(stack().resources)).toEqual(
      expect.arrayContaining(['Provider', 'ProdRole', 'DevRole', 'PlanRole']),
    )
  })

  test('asks the same stack for what it has made', () => {
    expect(adopting.outputs).toMatch(/^aws cloudformation describe-stacks --stack-name shop-roles /)
    expect(adopting.outputs).toContain('Outputs[].[Description, OutputValue]')
  })

  test('makes the roles that step 2 names, for the buckets that step 2 names', () => {
    const { prod, dev, 'plan-role': plan } = parse(adopting.settings)
    const { outputs } = stack()
    expect([prod.role, dev.role, plan]).toEqual(
      ['ProdRoleArn', 'DevRoleArn', 'PlanRoleArn'].map((name) => outputs[name]),
    )
    expect([prod.bucket, dev.bucket]).toEqual([parameters.ProdBucket, parameters.DevBucket])
  })
})

describe('step 2', () => {
  test('is a settings file without a fault', () => {
    expect(describeSettings(FILE, adopting.settings).faults).toEqual([])
  })

  test('is that of the example, but for names and a build that every workspace has', () => {
    const { build, ...others } = parse(named(adopting.settings))
    const { build: ownBuild, ...same } = parse(read(`${example}/colt-deploy.yml`))
    expect(others).toEqual(same)
    expect(build).toBe('npm run build')
    expect(section(read('README.md'), '### 2. The settings')).toContain(ownBuild)
  })

  test('says with and without GitHub environments what the template says', () => {
    const text = section(read('README.md'), '### 2. The settings')
    for (const [, word = ''] of text.matchAll(/`(GitHubEnvironments=\w+)`/g)) {
      expect(() => stackWith({ ...parametersIn(adopting.roles), ...parametersIn(word) })).not.toThrow()
    }
    const without = adopting.settings.replace('github-environments: true', 'github-environments: false')
    expect(outputsFor(push('main'), without)['github-environment']).toBe('')
  })
})

test('step 3 is the workflow of the example, word for word', () => {
  expect(adopting.caller).toBe(read(`${example}/workflows/deploy.yml`))
})

describe('the two files that the README begins with', () => {
  test('are those of step 2 and 3, with less', () => {
    expect(describeSettings(FILE, smallest.settings).faults).toEqual([])
    expect(parse(adopting.settings)).toMatchObject({ ...parse(smallest.settings), prod: expect.anything() })
    expect(parse(adopting.settings).prod).toMatchObject(parse(smallest.settings).prod)
    const { with: _, name: __, ...job } = parse(adopting.caller).jobs.deploy
    expect(parse(smallest.caller).jobs.deploy).toEqual(job)
    expect(parse(smallest.caller).permissions).toEqual({})
  })

  test('deploy prod on a push to main', () => {
    const outputs = outputsFor(push('main'), smallest.settings)
    expect(outputs).toMatchObject({ environment: 'prod', mode: 'deploy', bucket: 'shop.example.com' })
    expect(parse(smallest.caller).on.push.branches).toEqual(['main'])
  })
})

describe('whoever calls a workflow', () => {
  const pages = ['README.md', 'docs/adopting.md', 'docs/migrating.md', 'docs/security.md']
  const printed = pages.flatMap((page) => blocks(read(page), 'yaml').map((text) => [page, text] as const))
  const shipped = ['colt-frontend', 'colt-admin', 'colt-api'].flatMap((name) =>
    ['deploy', 'plan']
      .map((file) => `examples/${name}/.github/workflows/${file}.yml`)
      .filter((path) => existsSync(join(root, path)))
      .map((path) => [path, read(path)] as const),
  )
  const calls = [...printed, ...shipped].flatMap(([place, text]) =>
    Object.values<Call>(parse(text)?.jobs ?? {})
      .filter(({ uses = '' }) => uses.includes('/.github/workflows/'))
      .map((call) => [place, call] as const),
  )

  test('is found', () => {
    expect(new Set(calls.map(([place]) => place)).size).toBe(6)
  })

  test.each(calls)('in %s calls one that is there, with inputs that it has', (_, { uses = '', with: given = {} }) => {
    const file = workflowIn(uses)
    const inputs = Object.keys(file.on.workflow_call.inputs)
    expect(Object.keys(given).filter((name) => !inputs.includes(name))).toEqual([])
  })

  test.each(calls)('in %s grants exactly the rights that its jobs ask for', (_, { uses = '', permissions }) => {
    const asked = Object.assign({}, ...Object.values<Call>(workflowIn(uses).jobs).map((job) => job.permissions))
    expect(permissions).toEqual(asked)
  })

  test('reads the same of its rights in the table', () => {
    const text = section(read('docs/adopting.md'), '## When the actions lie in a private repository')
    for (const [names = '', ...cells] of rows(text)) {
      for (const [, name = ''] of names.matchAll(/`([\w-]+\.yml)`/g)) {
        const asked = Object.assign(
          {},
          ...Object.values<Call>(workflowIn(`/.github/workflows/${name}@`).jobs).map((job) => job.permissions),
        )
        const rights = ['contents', 'id-token', 'pull-requests'].map((right) => (right in asked ? 'yes' : 'no'))
        expect(cells).toEqual(rights)
      }
    }
  })
})

describe('the table of who may do what, from where:', () => {
  const table = rows(section(read('README.md'), '## Who may do what, from where'))
  const branches = ['main', 'develop', 'dev', 'feature/x']
  const environments = ['prod', 'dev'] as const

  /** What happens to that environment, in the words of the table. */
  const words: Readonly<Record<string, (environment: string) => string>> = {
    'a push to `main`': onPush(push('main')),
    'a push to `develop` or `dev`': onPush(push('develop'), push('dev')),
    'a push to any other branch, or of a tag': onPush(push('feature/x'), tag('v1')),
    'deploy by hand': chosen('deploy'),
    'plan by hand': chosen('plan'),
    'rollback by hand': chosen('rollback'),
    'resume by hand': chosen('resume'),
    'a pull request into `main`': onPush(pullRequest('main')),
    'a pull request into `develop` or `dev`': onPush(pullRequest('develop'), pullRequest('dev')),
    'a pull request of a fork or of Dependabot into `main`': onPush(
      pullRequest('main', { from: 'stranger/shop' }),
      pullRequest('main', { by: 'dependabot[bot]' }),
    ),
  }

  test('it has a row for each of them', () => {
    expect(table.map(([name]) => name)).toEqual(Object.keys(words))
  })

  test.each(table.map(([name = '', ...cells]) => [name, cells] as const))('%s', (name, cells) => {
    expect(environments.map((environment) => words[name]?.(environment))).toEqual(cells)
  })

  /** What these have in common. */
  function onPush(...runs: readonly Run[]): (environment: string) => string {
    return (environment) => {
      const said = new Set(runs.map((run) => wordFor(outputsFor(run, adopting.settings), environment)))
      return [...said].join(' or ')
    }
  }

  function chosen(mode: string): (environment: string) => string {
    return (environment) => {
      const run = (ref: string) => byHand(ref, { environment, mode })
      const allowed = branches.filter((branch) => refusalFor(run(branch), adopting.settings).length === 0)
      expect(refusalFor(run('refs/tags/v1'), adopting.settings)).not.toEqual([])
      return allowed.length === branches.length ? 'from any branch' : `from \`${allowed.join(', ')}\``
    }
  }

  function wordFor(outputs: Readonly<Record<string, string>>, environment: string): string {
    if (outputs.mode === 'none' || outputs.environment !== environment) return 'nothing'
    if (outputs.mode === 'deploy') return 'deployed'
    return outputs.aws === 'true' ? 'planned' : 'built only'
  }
})

describe('one command renames the owner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renamed-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const command = block(section(read('docs/adopting.md'), '## Under another owner'), 'sh')
  const shell = (line: string): string => execFileSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8' })

  test('in every uses:, and nothing else of it', () => {
    for (const path of [
      '.github',
      'examples/colt-api/.github',
      'examples/colt-frontend/.github',
      'README.md',
      'docs',
    ]) {
      cpSync(join(root, path), join(folder, path), { recursive: true })
    }
    shell('git init --quiet && git add --all')
    const before = shell('cat $(git ls-files)')
    shell(command)
    const after = shell('cat $(git ls-files)')
    expect(before).toContain('uses: coltpay/colt-deploy')
    expect(after).toBe(before.replaceAll('coltpay/colt-deploy', 'my-org/colt-deploy'))
  })
})

interface Call {
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
  readonly permissions?: Readonly<Record<string, string>>
}

/** `owner/name/.github/workflows/file.yml@ref` → what that file holds */
function workflowIn(uses: string) {
  return parse(read(/\.github\/workflows\/[\w-]+\.yml(?=@)/.exec(uses)?.[0] ?? ''))
}
