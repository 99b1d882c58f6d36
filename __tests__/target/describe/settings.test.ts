// The settings file: what it means, and every fault in it, by its line.

import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import { decide } from '../../../src/target/decide.ts'
import { describeSettings } from '../../../src/target/describe/settings.ts'
import type { Kind } from '../../../src/target/model.ts'
import { apiFile, FILE, siteFile } from '../support/files.ts'

const wish = { environment: '', mode: 'deploy', release: '', versionLabel: '', allowsOlder: false } as const

/** Without the path of the file, which is in front of each. */
function faultsIn(text: string, kind: Kind | 'any' = 'any'): readonly string[] {
  try {
    decide({ event: { on: 'push', branch: 'main' }, wish, kind, file: FILE, text })
    return []
  } catch (error) {
    return messagesOf(error).map((message) => message.replace(`${FILE}:`, ''))
  }
}

describe('a file without faults', () => {
  test('of a site says what it says', () => {
    const { settings, faults } = describeSettings(FILE, siteFile)
    expect(faults).toEqual([])
    expect(settings).toMatchObject({
      file: FILE,
      build: 'npm run build -- --configuration {environment}',
      usesGitHubEnvironments: true,
      planRole: { arn: 'arn:aws:iam::123456789012:role/shop-plan', account: '123456789012' },
      environments: [
        {
          name: 'prod',
          kind: 'site',
          branches: [{ glob: 'main', line: 2 }],
          byHand: [{ glob: 'main', line: 3 }],
          role: { arn: 'arn:aws:iam::123456789012:role/shop-prod', account: '123456789012' },
          settings: { bucket: 'shop.example', distribution: 'shop.example' },
        },
        {
          name: 'dev',
          branches: [{ glob: 'develop' }, { glob: 'dev' }],
          byHand: [{ glob: '**' }],
          role: { account: '210987654321' },
        },
      ],
    })
  })

  test('of an API is one by its application, and is deployed by hand from where it is deployed by pushes', () => {
    const { settings, faults } = describeSettings(FILE, apiFile)
    expect(faults).toEqual([])
    expect(settings).toMatchObject({ planRole: undefined, usesGitHubEnvironments: false })
    expect(settings.environments).toMatchObject([
      {
        kind: 'api',
        byHand: [{ glob: 'main' }],
        settings: { environment: 'api-prod', 'verify-url': 'https://api.example/health' },
      },
      { kind: 'api', byHand: [{ glob: 'develop' }] },
    ])
  })

  test.each<[string, string, Record<string, string>]>([
    ['a list is lines', 'exclude: ["*.map", drafts/**]', { exclude: '*.map\ndrafts/**' }],
    [
      'a block of text is lines',
      'headers: |\n    *.html  X-A: 1\n    *.js  X-B: 2',
      { headers: '*.html  X-A: 1\n*.js  X-B: 2' },
    ],
    ['a number stays as it is written', 'keep-days: 030', { 'keep-days': '030' }],
    ['yes and no have one spelling', 'verify: False', { verify: 'false' }],
    ['what comments say is nothing', 'wait: 60 # seconds', { wait: '60' }],
  ])('%s', (_, setting, expected) => {
    const { settings, faults } = describeSettings(FILE, `${siteFile.split('\ndev:')[0]}\n  ${setting}\n`)
    expect(faults).toEqual([])
    expect(settings.environments[0]?.settings).toMatchObject(expected)
  })

  test('may name one branch without a list', () => {
    const { settings, faults } = describeSettings(FILE, siteFile.replace('branches: [main]', 'branches: main'))
    expect(faults).toEqual([])
    expect(settings.environments[0]?.branches).toEqual([{ glob: 'main', line: 2 }])
  })

  test('may have Windows line ends and a byte order mark', () => {
    const { settings, faults } = describeSettings(FILE, `\uFEFF${siteFile.replaceAll('\n', '\r\n')}`)
    expect(faults).toEqual([])
    expect(settings.environments.map(({ name, line }) => [name, line])).toEqual([
      ['prod', 1],
      ['dev', 7],
    ])
  })
})

describe('a fault is told with its line:', () => {
  const role = 'arn:aws:iam::123456789012:role/shop-prod'
  const change = (from: string, to: string) => {
    expect(siteFile).toContain(from)
    return siteFile.replace(from, to)
  }

  test.each<[string, string, string[]]>([
    [
      'an unknown setting',
      change('  bucket: shop', '  bukcet: shop'),
      ['1: prod has no bucket. Add it.', '5: bukcet is not known in prod. Did you mean bucket?'],
    ],
    [
      'an unknown word beside the environments',
      change('build:', 'biuld:'),
      ['14: biuld is not known beside the environments. Did you mean build?'],
    ],
    [
      'a setting beside the environments',
      `${siteFile}wait: 60\n`,
      ['16: wait belongs into an environment. Indent it below the name of one.'],
    ],
    [
      'an environment without settings',
      `${siteFile}qa:\n`,
      ['16: qa is empty. An environment has its settings indented below its name.'],
    ],
    [
      'what is chosen by hand',
      change('  bucket: shop', '  mode: plan\n  bucket: shop'),
      ['5: mode is chosen when the workflow is run by hand, and does not belong into this file.'],
    ],
    [
      'a secret',
      change('  bucket: shop', '  verify-headers: "a: b"\n  bucket: shop'),
      ['5: verify-headers is a secret, which must never stand in a file. Give it to the workflow as a secret.'],
    ],
    [
      'a secret beside the environments',
      `${siteFile}github-token: x\n`,
      ['16: github-token is a secret, which must never stand in a file. Give it to the workflow as a secret.'],
    ],
    [
      'a setting of an API at a site',
      change('  bucket: shop', '  bundle: dist\n  bucket: shop'),
      ['5: bundle is a setting of an API, and prod is a site, for it has no application.'],
    ],
    [
      'the name of the environment as a setting of a site',
      change('  bucket: shop', '  environment: prod\n  bucket: shop'),
      ['5: environment is a setting of an API, and prod is a site, for it has no application.'],
    ],
    [
      'a setting of a site at an API',
      apiFile.replace('  bundle: dist\n', '  distribution: api.example\n'),
      ['7: distribution is a setting of a site, and prod is an API, for it has an application.'],
    ],
    [
      'an API without environment',
      apiFile.replace('  environment: api-prod\n', ''),
      ['1: prod has no environment. Add it.'],
    ],
    ['no role', change(`  role: ${role}\n`, ''), ['1: prod has no role. Add it.']],
    [
      'neither branches nor by-hand',
      siteFile.replace('  branches: [main]\n  by-hand: [main]\n', ''),
      ['1: prod has neither branches nor by-hand, so that nothing would ever deploy it. Add one of them.'],
    ],
    [
      'a role that is none',
      change(role, 'shop-prod'),
      ['4: role: “shop-prod” is not the ARN of a role, such as arn:aws:iam::123456789012:role/shop-prod.'],
    ],
    [
      'an account that is none',
      change(role, 'arn:aws:iam::12345:role/shop-prod'),
      ['4: role: “12345” in arn:aws:iam::12345:role/shop-prod is not an AWS account: it has 12 digits.'],
    ],
    [
      'a user for a role',
      change(role, 'arn:aws:iam::123456789012:user/shop'),
      [
        '4: role: “arn:aws:iam::123456789012:user/shop” is not the ARN of a role, such as arn:aws:iam::123456789012:role/shop-prod.',
      ],
    ],
    [
      'a plan role that is none',
      change('/shop-plan', '/'),
      [
        '13: plan-role: “arn:aws:iam::123456789012:role/” is not the ARN of a role, such as arn:aws:iam::123456789012:role/shop-prod.',
      ],
    ],
    [
      'a plan role that may deploy',
      change('/shop-plan', '/shop-prod'),
      [
        '13: plan-role: it is the role of prod, and any pull request would get it. Plans need a role that writes nothing.',
      ],
    ],
    [
      'the long name of a branch',
      change('[main]', '[refs/heads/main]'),
      ['2: branches: “refs/heads/main” is the long name of a branch. Only main.'],
    ],
    [
      'a branch with a space',
      change('by-hand: [main]', 'by-hand: [my main]'),
      ['3: by-hand: “my main” is not a branch, such as main, nor a glob of branches, such as release/**.'],
    ],
    [
      'a negated branch',
      change('[develop, dev]', '[develop, "!dev"]'),
      ['8: branches: “!dev” is not a branch, such as main, nor a glob of branches, such as release/**.'],
    ],
    [
      'a branch of two environments',
      change('[develop, dev]', '[develop,\n    main]'),
      ['9: branches: main would deploy both prod (line 2) and dev. A push can deploy only one of them.'],
    ],
    [
      'a glob that takes a branch of another environment',
      change('[develop, dev]', '["**"]'),
      [
        '8: branches: ** and main have branches in common, which would deploy both prod (line 2) and dev. A push can deploy only one of them.',
      ],
    ],
    [
      'two globs that overlap',
      siteFile.replace('[main]', '[release/**]').replace('[develop, dev]', '[release/*]'),
      [
        '8: branches: release/* and release/** have branches in common, which would deploy both prod (line 2) and dev. A push can deploy only one of them.',
      ],
    ],
    [
      'two environments in one place',
      change('bucket: dev.shop.example', 'bucket: shop.example\n  prefix: /dist/'),
      ['7: dev would be deployed onto s3://shop.example/dist, where prod is.'],
    ],
    [
      'two APIs in one place',
      apiFile.replace('api-dev\n  bundle', 'api-prod\n  bundle'),
      ['10: dev would be deployed onto api/api-prod, where prod is.'],
    ],
    [
      'an empty setting',
      change('distribution: shop.example', 'distribution:'),
      ['6: distribution: is empty. Give it a value, or leave it out.'],
    ],
    [
      'an empty item',
      change('[develop, dev]', '[develop, ""]'),
      ['8: branches: is empty. Give it a value, or leave it out.'],
    ],
    [
      'a list for one text',
      change('bucket: shop.example', 'bucket: [shop.example]'),
      ['5: bucket is a list, and should be one text.'],
    ],
    [
      'a group for one text',
      change('bucket: shop.example', 'bucket:\n    name: shop.example'),
      ['6: bucket is a group, and should be one text.'],
    ],
    [
      'a group for a list',
      change('branches: [main]', 'branches:\n    main: true'),
      ['3: branches is a group, and should be a list.'],
    ],
    [
      'a list in a list',
      change('branches: [main]', 'branches:\n    - main\n    - [dev]'),
      ['4: a list may hold nothing but texts.'],
    ],
    [
      'an expression of GitHub',
      change('bucket: shop.example', `bucket: \${{ vars.BUCKET }}`),
      ['5: bucket: holds an expression of GitHub, and none is evaluated in this file. Write the value.'],
    ],
    [
      'an expression in the build',
      change('{environment}', `"\${{ github.ref }}"`),
      ['14: build: holds an expression of GitHub, and none is evaluated in this file. Write the value.'],
    ],
    [
      'another name in braces',
      change('{environment}', '{enviroment}'),
      ['14: build: {enviroment} is not replaced by anything. Only {environment} is.'],
    ],
    [
      'lines where there is one',
      change('bucket: shop.example', 'prefix: "a\\nb"\n  bucket: shop.example'),
      ['5: prefix: has more than one line.'],
    ],
    [
      'a control character',
      change('bucket: shop.example', 'folder: "a\\eb"\n  bucket: shop.example'),
      ['5: folder: holds a control character.'],
    ],
    [
      'a bucket that is none',
      change('bucket: shop.example', 'bucket: s3://shop.example/dist'),
      ['5: bucket: “s3://shop.example/dist” is not the name of a bucket. Only the name: shop.example.'],
    ],
    [
      'a region that is none',
      change('bucket: shop.example', 'region: virginia\n  bucket: shop.example'),
      ['5: region: “virginia” is not an AWS region, such as us-east-1.'],
    ],
    [
      'an address that is none',
      change('bucket: shop.example', 'url: shop.example\n  bucket: shop.example'),
      ['5: url: “shop.example” is not an address such as https://example.com.'],
    ],
    [
      'a word that is neither true nor false',
      change('github-environments: true', 'github-environments: maybe'),
      ['15: github-environments: “maybe” is neither true nor false.'],
    ],
    [
      'the name of an environment in capitals',
      siteFile.replace('dev:', 'Dev:'),
      ['7: “Dev” is not the name of an environment: up to 50 lower-case letters, digits and hyphens, a letter first.'],
    ],
    [
      'a name that the shell would run',
      siteFile.replace('dev:', '"dev;id":'),
      [
        '7: “dev;id” is not the name of an environment: up to 50 lower-case letters, digits and hyphens, a letter first.',
      ],
    ],
    ['a key that is there twice', change('dev:\n', 'prod:\n'), ['7: this is not YAML: Map keys must be unique.']],
    ['a key that is no word', `${siteFile}? [a, b]\n: c\n`, ['16: a key is not a word.']],
    [
      'an alias',
      change('[main]', '&here [main]').replace('[develop, dev]', '*here'),
      ['8: *here is not followed here. Write it out.'],
    ],
    ['a tag', change('bucket: shop.example', 'bucket: !Ref Bucket'), ['5: this is not YAML: Unresolved tag: !Ref.']],
    [
      'what is no YAML',
      change('  bucket: shop.example', '\tbucket: shop.example'),
      ['5: this is not YAML: Tabs are not allowed as indentation.'],
    ],
    [
      'a list for a file',
      '- prod\n',
      ['1: no environment is described. Begin with its name, as in `prod:`, and indent its settings below it.'],
    ],
    [
      'an empty file',
      '',
      ['1: no environment is described. Begin with its name, as in `prod:`, and indent its settings below it.'],
    ],
    [
      'no environment',
      'build: npm run build\n',
      ['1: no environment is described. Begin with its name, as in `prod:`, and indent its settings below it.'],
    ],
  ])('%s', (_, text, faults) => {
    expect(faultsIn(text)).toEqual(faults)
  })

  test('an API in a workflow for sites, and the other way round', () => {
    expect(faultsIn(apiFile, 'site')).toEqual([
      '1: prod is an API, and this workflow deploys a site. A site has no application.',
      '10: dev is an API, and this workflow deploys a site. A site has no application.',
    ])
    expect(faultsIn(siteFile, 'api')).toHaveLength(2)
    expect([faultsIn(siteFile, 'site'), faultsIn(apiFile, 'api')]).toEqual([[], []])
  })
})

test('all faults are told at once, in the order of their lines', () => {
  const text = siteFile
    .replace('branches: [main]', 'branches: [/main]')
    .replace('/shop-prod', '')
    .replace('  bucket: dev', '  bukket: dev')
    .replace('plan-role', 'plan-rol')
    .replace('{environment}', '{env}')
  expect(faultsIn(text).map((fault) => Number.parseInt(fault, 10))).toEqual([2, 4, 7, 11, 13, 14])
})

describe('braces of the shell are left alone:', () => {
  test.each([`echo \${HOME}`, 'touch {a,b}', "awk '{print}'", '{ npm ci; }', 'x --c {environment} {environment}'])(
    '%s',
    (build) => {
      expect(
        describeSettings(
          FILE,
          siteFile.replace(/^build: .*$/m, () => `build: ${JSON.stringify(build)}`),
        ).faults,
      ).toEqual([])
    },
  )
})
