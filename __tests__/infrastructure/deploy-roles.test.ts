// What the template makes: who may take which role, what no role may ever do, and what a parameter cannot widen.

import { describe, expect, test } from '@jest/globals'
import { parametersOf } from '../../local/cloudformation/parameters.ts'
import { policiesOf, tagsOf, trustOf } from '../../local/cloudformation/roles.ts'
import { readYaml } from '../../local/cloudformation/yaml.ts'
import { decisionOn } from '../../local/iam/decision.ts'
import { statementsOf } from '../../local/iam/statement.ts'
import { admits } from '../../local/iam/trust.ts'
import { mapIn } from '../../local/json.ts'
import { apiParameters, type RoleName, siteParameters, stackWith, template } from './support/template.ts'

const site = stackWith(siteParameters)
const api = stackWith(apiParameters)
const DEPLOYMENTS = ['operations-role', 'rolling', 'immutable', 'traffic-splitting']
const apis = DEPLOYMENTS.map((DeploymentPolicy) => stackWith({ ...apiParameters, DeploymentPolicy }))

function statementsFor(stack: typeof site, role: RoleName) {
  return statementsOf(policiesOf(stack, role))
}

const everyStatement = [site, ...apis].flatMap((stack) =>
  (['ProdRole', 'DevRole', 'PlanRole'] as const).flatMap((role) => statementsFor(stack, role)),
)

describe('parameters', () => {
  const declared = mapIn(mapIn(readYaml(template)).Parameters)
  const widening = ['*', '?', 'a*', 'abc/*', 'a?c', `\${aws:username}`, 'main\n', 'a,*']

  test.each(Object.keys(declared))('%s lets no wildcard and no variable through', (name) => {
    for (const value of widening) {
      for (const given of [siteParameters, apiParameters]) {
        expect(() => parametersOf(declared, { ...given, [name]: value })).toThrow(`${name} may not be`)
      }
    }
  })

  test.each([
    ['one bucket for both', { ...siteParameters, DevBucket: 'coltpay.com' }, 'are to be two buckets'],
    ['a site without a distribution', { ...siteParameters, ProdDistribution: '' }, 'A site needs ProdDistribution.'],
    [
      'one distribution for both',
      { ...siteParameters, DevDistribution: siteParameters.ProdDistribution ?? '' },
      'are to be two distributions',
    ],
    ['an API without an application', { ...apiParameters, Application: '' }, 'An API needs Application.'],
    ['one environment for both', { ...apiParameters, DevEnvironment: 'api-prod' }, 'are to be two environments'],
  ])('refuse %s', (_, given, sentence) => {
    expect(() => stackWith(given)).toThrow(sentence)
  })
})

const inProd = {
  aud: 'sts.amazonaws.com',
  repository_id: '201',
  ref: 'refs/heads/main',
  environment: 'prod',
  sub: 'repo:coltpay/colt-frontend:environment:prod',
}
const inDev = { ...inProd, ref: 'refs/heads/develop', environment: 'dev', sub: inProd.sub.replace('prod', 'dev') }
const inPull = {
  aud: 'sts.amazonaws.com',
  repository_id: '201',
  ref: 'refs/pull/7/merge',
  sub: 'repo:coltpay/colt-frontend:pull_request',
}
/** The later form of the subject, with the numbers. */
const numbered = <Claims extends { readonly sub: string }>(claims: Claims): Claims => ({
  ...claims,
  sub: claims.sub.replace('coltpay/colt-frontend', 'coltpay@101/colt-frontend@201'),
})
const without = (claims: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).filter(([one]) => one !== name))

describe('who may take a role', () => {
  const takers: readonly [string, Record<string, string>, readonly RoleName[]][] = [
    ['a job of prod on main', inProd, ['ProdRole']],
    ['the same with the later form of the subject', numbered(inProd), ['ProdRole']],
    ['a job of dev on develop', inDev, ['DevRole']],
    ['the same with the later form of the subject', numbered(inDev), ['DevRole']],
    ['a job of dev on any other branch', { ...inDev, ref: 'refs/heads/feature/x' }, ['DevRole']],
    ['a job of dev on main, to roll back', { ...inDev, ref: 'refs/heads/main' }, ['DevRole']],
    ['a pull request', inPull, ['PlanRole']],
    ['the same with the later form of the subject', numbered(inPull), ['PlanRole']],
    ['a job of prod on another branch', { ...inProd, ref: 'refs/heads/develop' }, []],
    ['a job of prod on a tag called main', { ...inProd, ref: 'refs/tags/main' }, []],
    [
      'a job on main that names no environment',
      { ...without(inProd, 'environment'), sub: 'repo:coltpay/colt-frontend:ref:refs/heads/main' },
      [],
    ],
    ['a job of dev on a tag', { ...inDev, ref: 'refs/tags/v1' }, []],
    ['a pull request whose job names dev', { ...inDev, ref: 'refs/pull/7/merge' }, []],
    ['a pull request whose job names prod', { ...inProd, ref: 'refs/pull/7/merge' }, []],
    ['another repository of that name', { ...inProd, repository_id: '999' }, []],
    [
      'another repository that is allowed to call itself so',
      { ...inProd, sub: 'repo:evil/colt-frontend:environment:prod' },
      [],
    ],
    ['a name that differs in case', { ...inProd, sub: inProd.sub.replace('coltpay', 'Coltpay') }, []],
    ['a token for somebody else', { ...inProd, aud: 'https://github.com/coltpay' }, []],
    ['a token without a repository', without(inProd, 'repository_id'), []],
    ['a token without a ref', without(inProd, 'ref'), []],
    ['a job on a branch that is called like an environment', { ...inProd, environment: 'production' }, []],
  ]

  test.each(takers)('%s', (_, claims, roles) => {
    const taken = (['ProdRole', 'DevRole', 'PlanRole'] as const).filter((role) => admits(trustOf(site, role), claims))
    expect(taken).toEqual(roles)
  })

  test('where there are no GitHub environments, the branch decides', () => {
    const plain = stackWith({ ...siteParameters, GitHubEnvironments: 'false' })
    const on = (ref: string) => ({
      ...without(inProd, 'environment'),
      ref,
      sub: `repo:coltpay/colt-frontend:ref:${ref}`,
    })
    expect(admits(trustOf(plain, 'ProdRole'), on('refs/heads/main'))).toBe(true)
    expect(admits(trustOf(plain, 'ProdRole'), numbered(on('refs/heads/main')))).toBe(true)
    expect(admits(trustOf(plain, 'ProdRole'), on('refs/heads/develop'))).toBe(false)
    expect(admits(trustOf(plain, 'DevRole'), on('refs/heads/develop'))).toBe(true)
    expect(admits(trustOf(plain, 'DevRole'), on('refs/tags/v1'))).toBe(false)
    expect(admits(trustOf(plain, 'DevRole'), inPull)).toBe(false)
  })

  test('where workflows are named, no other takes a role', () => {
    const deploy = 'coltpay/colt-deploy/.github/workflows/deploy-site.yml@refs/tags/v1'
    const plan = 'coltpay/colt-deploy/.github/workflows/plan-site.yml@refs/tags/v1'
    const named = stackWith({ ...siteParameters, JobWorkflowRefs: `${deploy},${plan}` })
    expect(admits(trustOf(named, 'ProdRole'), { ...inProd, job_workflow_ref: deploy })).toBe(true)
    expect(admits(trustOf(named, 'PlanRole'), { ...inPull, job_workflow_ref: plan })).toBe(true)
    expect(admits(trustOf(named, 'ProdRole'), { ...inProd, job_workflow_ref: `${deploy}0` })).toBe(false)
    expect(admits(trustOf(named, 'ProdRole'), inProd)).toBe(false)
  })
})

describe('what no role may do', () => {
  test('no action is a pattern', () => {
    expect(everyStatement.flatMap(({ actions }) => actions).filter((action) => /[*?]/.test(action))).toEqual([])
  })

  test('an environment is neither created nor terminated, rebuilt, swapped or configured, and no ACL is touched', () => {
    const forbidden =
      /elasticbeanstalk:(Create(?!ApplicationVersion)|Terminate|Rebuild|Swap|Compose|Associate|Add|Remove|Update(?!Environment$))|Acl/
    expect(everyStatement.flatMap(({ actions }) => actions).filter((action) => forbidden.test(action))).toEqual([])
  })

  test('only what knows no resources is allowed on all of them', () => {
    const wide = everyStatement.filter(({ resources }) => resources.includes('*')).map(({ sid }) => sid)
    expect(new Set(wide)).toEqual(new Set(['Find', 'Account', 'Parts', 'Launch']))
  })

  const on = (action: string, resource: string, context = {}) => ({ action, resource, context })
  const eb = 'arn:aws:elasticbeanstalk:us-east-1:123456789012'
  const inApi = { 'elasticbeanstalk:InApplication': `${eb}:application/colt-api` }
  test.each([
    [site, on('s3:PutObject', 'arn:aws:s3:::dev.coltpay.com/dist/index.html')],
    [site, on('s3:GetObject', 'arn:aws:s3:::dev.coltpay.com/.colt-deploy/dist/current.json')],
    [site, on('s3:PutObject', 'arn:aws:s3:::coltpay.com/dist2/index.html')],
    [site, on('s3:PutObject', 'arn:aws:s3:::coltpay.com/index.html')],
    [site, on('s3:ListBucket', 'arn:aws:s3:::coltpay.com', { 's3:prefix': '' })],
    [site, on('s3:ListBucket', 'arn:aws:s3:::coltpay.com')],
    [site, on('cloudfront:CreateInvalidation', 'arn:aws:cloudfront::123456789012:distribution/E2DEVDEVDEVDEV')],
    [api, on('elasticbeanstalk:DescribeEvents', `${eb}:environment/colt-api/api-dev`, inApi)],
    [
      api,
      on('elasticbeanstalk:UpdateEnvironment', `${eb}:environment/colt-api/api-prod`, {
        ...inApi,
        'aws:ResourceTag/env': 'dev',
      }),
    ],
    [
      api,
      on('elasticbeanstalk:UpdateEnvironment', `${eb}:environment/colt-api/api-dev`, {
        ...inApi,
        'aws:ResourceTag/env': 'prod',
      }),
    ],
    [api, on('elasticbeanstalk:CreateApplicationVersion', `${eb}:applicationversion/colt-api/api-dev-main-1`, inApi)],
    [api, on('elasticbeanstalk:DeleteApplicationVersion', `${eb}:applicationversion/other/api-prod-main-1`, inApi)],
    [api, on('s3:PutObject', 'arn:aws:s3:::bundles-dev/colt-api/api-dev/x.zip')],
    [api, on('s3:DeleteObject', 'arn:aws:s3:::bundles/colt-api/api-prod/x.zip')],
  ])('the prod role may not: %#', (stack, right) => {
    expect(decisionOn(right, statementsFor(stack, 'ProdRole'), { 'aws:PrincipalTag/env': 'prod' }).kind).toBe('denied')
  })

  test.each(apis.slice(1))('nor are groups of instances of the other environment touched: %#', (stack) => {
    const group = 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/awseb-e-abc-stack'
    const decide = (principal: string, resource: string) =>
      decisionOn(
        on('autoscaling:SuspendProcesses', group, { 'aws:ResourceTag/env': resource }),
        statementsFor(stack, 'DevRole'),
        { 'aws:PrincipalTag/env': principal },
      ).kind
    expect([decide('dev', 'dev'), decide('dev', 'prod')]).toEqual(['allowed', 'denied'])
  })
})

test.each([
  ['operations-role', []],
  ['rolling', ['Parts', 'Stack', 'StorageBucket', 'Storage', 'Instances']],
  ['immutable', ['NewInstances', 'OldInstances', 'LaunchTemplates', 'Launch', 'TagNew', 'Pass']],
  ['traffic-splitting', ['Traffic']],
])('the deployment policy %s adds its own statements to those before it', (policy, added) => {
  const index = DEPLOYMENTS.indexOf(policy)
  const sids = (stack: typeof site | undefined) =>
    stack === undefined ? [] : statementsFor(stack, 'ProdRole').map(({ sid }) => sid)
  const before = index === 0 ? statementsFor(api, 'ProdRole').map(({ sid }) => sid) : sids(apis[index - 1])
  expect(sids(apis[index]).filter((sid) => !before.includes(sid))).toEqual(added)
})

test('policies are within what IAM takes: 6,144 characters of a managed one, 10,240 of those in a role', () => {
  for (const stack of [site, ...apis]) {
    const sizes = Object.entries(stack.resources).flatMap(([name, { PolicyDocument }]) =>
      PolicyDocument === undefined ? [] : [{ type: stack.types[name], size: JSON.stringify(PolicyDocument).length }],
    )
    for (const { type, size } of sizes) {
      expect(size).toBeLessThanOrEqual(type === 'AWS::IAM::ManagedPolicy' ? 6144 : 10_240)
    }
  }
})

test('roles are tagged, and sessions last as long as a job', () => {
  expect(tagsOf(api, 'ProdRole')).toEqual({ env: 'prod', repository: 'colt-api' })
  expect(tagsOf(site, 'DevRole')).toEqual({ env: 'dev', repository: 'colt-frontend' })
  expect([api, site].map(({ resources }) => resources.ProdRole?.MaxSessionDuration)).toEqual([9000, 3600])
})

test('outputs are the ARNs of the roles, under the names that a settings file has for them', () => {
  expect(site.outputs).toEqual({
    ProdRoleArn: 'arn:aws:iam::123456789012:role/colt-frontend-prod',
    DevRoleArn: 'arn:aws:iam::123456789012:role/colt-frontend-dev',
    PlanRoleArn: 'arn:aws:iam::123456789012:role/colt-frontend-plan',
  })
  expect(Object.keys(api.outputs)).toEqual(['ProdRoleArn', 'DevRoleArn'])
})

test('the provider is made only where that is asked for, and trusted under the same ARN', () => {
  const making = stackWith({ ...siteParameters, CreateProvider: 'true' })
  expect(site.types.Provider).toBeUndefined()
  expect(making.types.Provider).toBe('AWS::IAM::OIDCProvider')
  expect(trustOf(making, 'ProdRole')).toEqual(trustOf(site, 'ProdRole'))
})

test.each(['Prod', 'Dev'])(
  'the bundles of %s lie in a private bucket with versions, of which instances only read',
  (env) => {
    expect(site.types[`${env}Bundles`]).toBeUndefined()
    expect(api.resources[`${env}Bundles`]).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      Tags: [{ Key: 'env', Value: env.toLowerCase() }],
    })
    const instances = { AWS: 'arn:aws:iam::123456789012:role/aws-elasticbeanstalk-ec2-role' }
    const reads = ['s3:GetObject', 's3:GetObjectVersion']
    expect(mapIn(api.resources[`${env}BundlesPolicy`]?.PolicyDocument).Statement).toMatchObject([
      { Effect: 'Allow', Principal: instances, Action: reads },
      { Effect: 'Deny', Principal: instances, NotAction: reads },
      { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ])
  },
)
