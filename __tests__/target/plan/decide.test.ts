// Event × ref × choices × settings file → what is to be done.

import { describe, expect, test } from '@jest/globals'
import { apiFile, FILE, siteFile, swapped } from '../support/files.ts'
import {
  byHand,
  deletion,
  event,
  outputsFor,
  pullRequest,
  push,
  type Run,
  refusalFor,
  tag,
  withInputs,
} from '../support/runs.ts'

type Row = readonly [what: string, run: Run, expected: Readonly<Record<string, string>>]

const prod = {
  environment: 'prod',
  role: 'arn:aws:iam::123456789012:role/shop-prod',
  account: '123456789012',
  bucket: 'shop.example',
  url: 'https://shop.example',
  build: 'npm run build -- --configuration prod',
  aws: 'true',
}
const dev = {
  environment: 'dev',
  role: 'arn:aws:iam::210987654321:role/shop-dev',
  account: '210987654321',
  bucket: 'dev.shop.example',
  url: 'https://dev.shop.example',
  build: 'npm run build -- --configuration dev',
  aws: 'true',
}
const planned = { role: 'arn:aws:iam::123456789012:role/shop-plan', account: '123456789012', aws: 'true' }
const blind = { role: '', account: '', aws: 'false' }
const nothing = {
  mode: 'none',
  environment: '',
  kind: '',
  settings: '{}',
  bucket: '',
  region: '',
  build: '',
  'needs-build': 'false',
  'github-environment': '',
  url: '',
  ...blind,
}
const deploys = { mode: 'deploy', 'needs-build': 'true' }
const backs = { mode: 'rollback', 'needs-build': 'false' }

const rows: readonly Row[] = [
  [
    'a push to main',
    push('main'),
    { ...prod, ...deploys, 'github-environment': 'prod', reason: 'A push to main deploys prod.' },
  ],
  [
    'a push to develop',
    push('develop'),
    { ...dev, ...deploys, 'github-environment': 'dev', reason: 'A push to develop deploys dev.' },
  ],
  ['a push to dev', push('dev'), { ...dev, ...deploys, 'github-environment': 'dev' }],
  [
    'a push to another branch',
    push('feature/cart'),
    {
      ...nothing,
      reason:
        'A push to feature/cart deploys nothing: it is a branch of no environment (prod: main; dev: develop, dev).',
    },
  ],
  ['a push to a branch whose name begins like one', push('main/x'), nothing],
  ['a push to a branch whose case differs', push('Main'), nothing],
  [
    'a tag that is called like a branch',
    tag('main'),
    { ...nothing, reason: 'A tag was pushed, and environments are deployed from branches.' },
  ],
  [
    'a deleted branch',
    deletion('feature/cart'),
    { ...nothing, reason: 'A branch or tag was deleted, which deploys nothing.' },
  ],
  [
    'a schedule',
    event('schedule'),
    {
      ...nothing,
      reason: 'The event schedule means no environment: only push, pull_request and workflow_dispatch do.',
    },
  ],
  ['a release', event('release'), nothing],
  [
    'a pull_request_target',
    event('pull_request_target'),
    {
      ...nothing,
      reason: 'pull_request_target lets strangers act with the rights of this repository. Use pull_request.',
    },
  ],

  [
    'prod by hand from main',
    byHand('main', { environment: 'prod' }),
    { ...prod, ...deploys, 'github-environment': 'prod', reason: 'Someone chose to deploy prod by hand, from main.' },
  ],
  [
    'dev by hand from main',
    byHand('main', { environment: 'dev', mode: 'deploy' }),
    { ...dev, ...deploys, 'github-environment': 'dev' },
  ],
  ['dev by hand from any branch', byHand('feature/cart', { environment: 'dev' }), { ...dev, ...deploys }],
  [
    'an older commit by hand',
    byHand('main', { environment: 'prod', 'allow-older': 'true' }),
    { ...prod, ...deploys, 'allow-older': 'true' },
  ],
  [
    'a rollback of prod from main',
    byHand('main', { environment: 'prod', mode: 'rollback' }),
    {
      ...prod,
      ...backs,
      'github-environment': 'prod',
      release: '',
      reason: 'Someone chose to roll back prod by hand, from main.',
    },
  ],
  [
    'a rollback of prod to a release',
    byHand('main', { environment: 'prod', mode: 'rollback', release: '12' }),
    { ...prod, ...backs, release: '12' },
  ],
  [
    'a rollback of dev from main',
    byHand('main', { environment: 'dev', mode: 'rollback' }),
    { ...dev, ...backs, 'github-environment': 'dev' },
  ],
  [
    'a rollback of dev from any branch',
    byHand('feature/cart', { environment: 'dev', mode: 'rollback' }),
    { ...dev, ...backs },
  ],
  [
    'resuming prod',
    byHand('main', { environment: 'prod', mode: 'resume' }),
    { ...prod, mode: 'resume', 'needs-build': 'false', 'github-environment': 'prod' },
  ],
  [
    'a plan by hand',
    byHand('main', { environment: 'prod', mode: 'plan' }),
    { ...prod, mode: 'plan', 'needs-build': 'true', 'github-environment': 'prod' },
  ],
  [
    'a plan of a rollback',
    byHand('main', { environment: 'prod', mode: 'plan', release: '3' }),
    { ...prod, mode: 'plan', 'needs-build': 'false', release: '3' },
  ],

  [
    'a pull request into main',
    pullRequest('main'),
    {
      ...prod,
      ...planned,
      mode: 'plan',
      'needs-build': 'true',
      'github-environment': '',
      reason: 'A pull request into main is a plan for prod.',
    },
  ],
  ['a pull request into develop', pullRequest('develop'), { ...dev, ...planned, mode: 'plan' }],
  [
    'a pull request into another branch',
    pullRequest('feature/cart'),
    {
      ...nothing,
      reason:
        'A pull request into feature/cart plans nothing: it is a branch of no environment (prod: main; dev: develop, dev).',
    },
  ],
  [
    'a closed pull request',
    pullRequest('main', { action: 'closed' }),
    { ...nothing, reason: 'A pull request was closed, which plans nothing.' },
  ],
  [
    'a pull request from a fork',
    pullRequest('main', { from: 'stranger/shop' }),
    {
      ...prod,
      ...blind,
      mode: 'plan',
      reason:
        'A pull request into main is a plan for prod, and it comes from a fork, to which GitHub gives no credentials, so it is not compared with what is live.',
    },
  ],
  [
    'a pull request by Dependabot',
    pullRequest('develop', { by: 'dependabot[bot]' }),
    {
      ...dev,
      ...blind,
      mode: 'plan',
      reason:
        'A pull request into develop is a plan for dev, and it comes from Dependabot, to which GitHub gives no credentials, so it is not compared with what is live.',
    },
  ],
  [
    'a pull request by Dependabot that a person ran again',
    pullRequest('develop', { by: 'dependabot[bot]', actor: 'octocat' }),
    { ...dev, ...blind },
  ],
  [
    'a pull request that Dependabot touched',
    pullRequest('develop', { actor: 'dependabot[bot]' }),
    { ...dev, ...blind },
  ],
  [
    'a pull request of which nothing is known',
    { ...pullRequest('main'), payload: {} },
    { ...prod, ...blind, mode: 'plan' },
  ],
]

describe('a site', () => {
  test.each(rows)('%s', (_, run, expected) => {
    expect(outputsFor(run)).toMatchObject(expected)
  })

  test('whose prod and dev are exchanged is another one in every row that means an environment', () => {
    const meaning = rows.filter(([, , expected]) => expected.mode !== 'none')
    const alike = meaning.filter(([, run, expected]) => {
      const outputs = refusalFor(run, swapped(siteFile)).length > 0 ? {} : outputsFor(run, swapped(siteFile))
      return Object.entries(expected).every(([name, value]) => Reflect.get(outputs, name) === value)
    })
    expect(meaning.length).toBeGreaterThan(20)
    expect(alike.map(([what]) => what)).toEqual([])
  })

  test('has no GitHub environment where there are none', () => {
    const text = siteFile.replace('github-environments: true', 'github-environments: false')
    expect(outputsFor(push('main'), text)).toMatchObject({ ...prod, 'github-environment': '' })
  })

  test('without plan-role is planned without AWS, and says why', () => {
    expect(outputsFor(pullRequest('main'), siteFile.replace(/^plan-role.*\n/m, ''))).toMatchObject({
      ...prod,
      ...blind,
      reason: `A pull request into main is a plan for prod, and ${FILE} has no plan-role, so it is not compared with what is live. Add one.`,
    })
  })

  test('may have any number of environments, and globs for branches', () => {
    const text = `${siteFile}qa:\n  branches: ['release/**', 'hotfix-?']\n  role: arn:aws:iam::123456789012:role/qa\n  bucket: qa.example\n`
    const of = (branch: string) => outputsFor(push(branch), text).environment
    expect(['release/1', 'release/1/a', 'release/.x', 'hotfix-1', 'hotfix-12', 'releases/1', 'main'].map(of)).toEqual([
      'qa',
      'qa',
      'qa',
      'qa',
      '',
      '',
      'prod',
    ])
  })
})

describe('an API', () => {
  const api = {
    environment: 'prod',
    application: 'api',
    'api-environment': 'api-prod',
    kind: 'api',
    url: 'https://api.example',
  }

  test.each<Row>([
    [
      'a push to main',
      push('main'),
      { ...api, mode: 'deploy', 'verify-url': 'https://api.example/health', 'env-tag': 'prod' },
    ],
    [
      'a push to develop',
      push('develop'),
      { environment: 'dev', 'api-environment': 'api-dev', url: '', 'verify-url': '' },
    ],
    [
      'a rollback to a version',
      byHand('main', { environment: 'prod', mode: 'rollback', 'version-label': 'prod-main-0123456-89abcdef' }),
      { ...api, mode: 'rollback', 'version-label': 'prod-main-0123456-89abcdef' },
    ],
    [
      'a rollback of dev from main',
      byHand('main', { environment: 'dev', mode: 'rollback' }),
      { environment: 'dev', mode: 'rollback' },
    ],
    [
      'a plan of a rollback',
      byHand('main', { environment: 'prod', mode: 'plan', 'version-label': 'v1' }),
      { mode: 'plan', 'needs-build': 'false' },
    ],
  ])('%s', (_, run, expected) => {
    expect(outputsFor(run, apiFile)).toMatchObject(expected)
  })
})

describe('what cannot be mapped is refused with what to change:', () => {
  const by = (name: string) =>
    `Input ${name}: is chosen by hand, and nobody started this run by hand. Leave it empty for other events.`

  test.each<[string, Run, string[], string?]>([
    ['no environment', byHand('main', {}), [`Input environment: none was chosen. Those of ${FILE} are prod, dev.`]],
    [
      'an unknown environment',
      byHand('main', { environment: 'prd' }),
      [`Input environment: “prd” is none. Those of ${FILE} are prod, dev. Did you mean prod?`],
    ],
    [
      'prod from a branch that may not',
      byHand('develop', { environment: 'prod' }),
      [
        `Could not deploy prod from develop: by hand that may be done from main. Choose it under “Use workflow from”, or change by-hand of prod in ${FILE}.`,
      ],
    ],
    [
      'a rollback of prod from a branch of dev',
      byHand('develop', { environment: 'prod', mode: 'rollback' }),
      [
        `Could not roll back prod from develop: by hand that may be done from main. Choose it under “Use workflow from”, or change by-hand of prod in ${FILE}.`,
      ],
    ],
    [
      'a resume of prod from a branch of dev',
      byHand('dev', { environment: 'prod', mode: 'resume' }),
      [
        `Could not resume prod from dev: by hand that may be done from main. Choose it under “Use workflow from”, or change by-hand of prod in ${FILE}.`,
      ],
    ],
    [
      'a deploy from a tag',
      byHand('refs/tags/v1', { environment: 'dev' }),
      [
        `Could not deploy dev from a tag: by hand that may be done from **. Choose it under “Use workflow from”, or change by-hand of dev in ${FILE}.`,
      ],
    ],
    [
      'dev from main, where dev does not let it',
      byHand('main', { environment: 'dev' }),
      [
        `Could not deploy dev from main: by hand that may be done from develop. Choose it under “Use workflow from”, or change by-hand of dev in ${FILE}.`,
      ],
      apiFile,
    ],
    [
      'a rollback of dev from elsewhere',
      byHand('x', { environment: 'dev', mode: 'rollback' }),
      [
        `Could not roll back dev from x: by hand that may be done from develop, main. Choose one of them under “Use workflow from”, or change by-hand of dev in ${FILE}.`,
      ],
      apiFile,
    ],
    [
      'a deploy where nobody may by hand',
      byHand('main', { environment: 'prod' }),
      [
        `Could not deploy prod from main: by hand that may be done from no branch. Name a branch in by-hand of prod in ${FILE}.`,
      ],
      siteFile.replace('by-hand: [main]', 'by-hand: []'),
    ],
    [
      'a version of a site, and a release in a deploy',
      byHand('main', { environment: 'prod', release: '3', 'version-label': 'v1' }),
      [
        'Input release: is what mode rollback goes back to, and what mode plan shows; the mode is deploy. Leave it empty.',
        'Input version-label: prod is a site. Give its release instead.',
      ],
    ],
    [
      'a release of an API, and a version in a deploy',
      byHand('main', { environment: 'prod', release: '3', 'version-label': 'v1' }),
      [
        'Input release: prod is an API. Give its version-label instead.',
        'Input version-label: is what mode rollback goes back to, and what mode plan shows; the mode is deploy. Leave it empty.',
      ],
      apiFile,
    ],
    [
      'an older commit in a rollback',
      byHand('main', { environment: 'prod', mode: 'rollback', 'allow-older': 'true' }),
      ['Input allow-older: is for mode deploy; the mode is rollback. Leave it off.'],
    ],
    [
      'choices in a push',
      withInputs(push('main'), {
        environment: 'dev',
        mode: 'rollback',
        release: '1',
        'version-label': 'v1',
        'allow-older': 'true',
      }),
      ['environment', 'mode', 'release', 'version-label', 'allow-older'].map(by),
    ],
    ['a choice in a pull request', withInputs(pullRequest('main'), { mode: 'rollback' }), [by('mode')]],
    ['a choice in a schedule', withInputs(event('schedule'), { environment: 'dev' }), [by('environment')]],
    [
      'a branch that two globs have in common after all',
      push('a/b/z'),
      [
        `Could not tell what a/b/z deploys: both prod and dev claim it. Take it out of the branches of one of them in ${FILE}.`,
      ],
      siteFile.replace('[main]', '[a/*/z]').replace('[develop, dev]', '["*/b/?"]'),
    ],
  ])('%s', (_, run, sentences, text = siteFile) => {
    expect(refusalFor(run, text)).toEqual(sentences)
  })

  test('words for modes that are none, numbers and labels that are none', () => {
    const faults = refusalFor(
      byHand('main', { mode: 'undeploy', release: 'v3', 'version-label': 'a/b', 'allow-older': 'yes', kind: 'app' }),
    )
    expect(faults.map((fault) => /^Input ([a-z-]+):/.exec(fault)?.[1]).sort()).toEqual([
      'allow-older',
      'kind',
      'mode',
      'release',
      'version-label',
    ])
  })
})
