// The inputs of the site action, each fault told by the input's name.

import { describe, expect, test } from '@jest/globals'
import { readInputs, type SiteInputs } from '../../../src/site/read/inputs.ts'

/** An environment with these inputs beside the one that is required. */
function env(inputs: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const all = { bucket: 'shop', ...inputs }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}

/** The sentences of everything that is wrong. */
function faults(inputs: Readonly<Record<string, string>>): readonly string[] {
  try {
    readInputs(env(inputs))
  } catch (error) {
    return error instanceof AggregateError ? error.errors.map(({ message }) => message) : [String(error)]
  }
  return []
}

test('with nothing but a bucket, everything has its default', () => {
  expect(readInputs(env())).toEqual({
    mode: 'deploy',
    folder: '',
    bucket: 'shop',
    prefix: 'dist',
    distributions: [],
    urls: [],
    verifies: true,
    verifyHeaders: {},
    headers: [],
    exclude: [],
    purge: [],
    retention: { releases: 5, days: 30 },
    deletesUnknown: false,
    mostDeletes: undefined,
    invalidate: 'auto',
    wait: 120_000,
    onFailure: 'rollback',
    allowsOlder: false,
    release: undefined,
    compares: true,
    state: 'shop',
    environment: '',
    region: 'us-east-1',
    concurrency: 64,
    token: '',
  } satisfies SiteInputs)
})

describe('an input is understood', () => {
  test.each<[string, Readonly<Record<string, string>>, Partial<SiteInputs>]>([
    ['the slashes around a prefix say nothing', { prefix: '/web/dist/' }, { prefix: 'web/dist' }],
    ['a slash alone is all of the bucket', { prefix: '/' }, { prefix: '' }],
    ['seconds become milliseconds', { wait: '5' }, { wait: 5000 }],
    ['no waiting at all', { wait: '0' }, { wait: 0 }],
    ['a plan that asks nothing of AWS', { mode: 'plan', compare: 'false' }, { mode: 'plan', compares: false }],
    [
      'distributions by ID, host or pasted address, one per line',
      { distribution: 'E2EXAMPLE1234\n\n https://shop.example/ \nd111.cloudfront.net\n*.shop.example' },
      { distributions: ['E2EXAMPLE1234', 'shop.example', 'd111.cloudfront.net', '*.shop.example'] },
    ],
    [
      'addresses, http too',
      { url: 'https://shop.example/de/\nhttp://localhost:8080' },
      { urls: ['https://shop.example/de/', 'http://localhost:8080'] },
    ],
    ['the site is not looked at', { verify: 'false' }, { verifies: false }],
    ['a key to a wall', { 'verify-headers': 'X-Key: k' }, { verifyHeaders: { 'X-Key': 'k' } }],
    ['globs', { exclude: 'drafts/**\n**/*.map' }, { exclude: ['drafts/**', '**/*.map'] }],
    ['globs of what is to be gone', { purge: 'drafts/**\n\n**/*.map' }, { purge: ['drafts/**', '**/*.map'] }],
    [
      'how long files of earlier releases stay',
      { 'keep-releases': '1', 'keep-days': '0' },
      { retention: { releases: 1, days: 0 } },
    ],
    ['objects that no release has put there are to leave', { 'unknown-files': 'delete' }, { deletesUnknown: true }],
    ['no object may leave', { 'max-deletes': '0' }, { mostDeletes: 0 }],
    ['many may', { 'max-deletes': '10000000' }, { mostDeletes: 10_000_000 }],
    ['a release that fails is left', { 'on-failure': 'stop' }, { onFailure: 'stop' }],
    ['an older commit is deployed', { 'allow-older': 'true' }, { allowsOlder: true }],
    ['a rollback', { mode: 'rollback' }, { mode: 'rollback', release: undefined }],
    ['a rollback to a release', { mode: 'rollback', release: '7' }, { mode: 'rollback', release: 7 }],
    ['a rollback to what was there before', { mode: 'rollback', release: '0' }, { release: 0 }],
    ['what a rollback would do', { mode: 'plan', release: '7' }, { mode: 'plan', release: 7 }],
    ['a resume', { mode: 'resume' }, { mode: 'resume' }],
    ['another bucket for the records', { state: 'records' }, { bucket: 'shop', state: 'records' }],
    ['the same bucket for the records', { state: 'shop' }, { state: 'shop' }],
    ['a token', { 'github-token': ' ghs_1 ' }, { token: 'ghs_1' }],
    ['a hyphen further down in a prefix', { prefix: 'dist/-' }, { prefix: 'dist/-' }],
    ['a region of the government', { region: 'us-gov-west-1' }, { region: 'us-gov-west-1' }],
    ['a plan without invalidation', { mode: 'plan', invalidate: 'none' }, { mode: 'plan', invalidate: 'none' }],
  ])('%s', (_, given, understood) => {
    expect(readInputs(env(given))).toMatchObject(understood)
  })

  test('header rules', () => {
    const [rule] = readInputs(env({ headers: 'assets/**  Cache-Control: no-cache' })).headers
    expect(rule).toMatchObject({ name: 'Cache-Control', value: 'no-cache' })
  })
})

describe('a fault is told by the input’s name', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ bucket: '' }, 'Input bucket: is required, but it is empty. Set it in the step’s `with:`.'],
    [{ mode: 'rollout' }, 'Input mode: “rollout” is not one of deploy, plan, rollback, resume.'],
    [{ invalidate: 'some' }, 'Input invalidate: “some” is not one of auto, all, none.'],
    [{ wait: '3601' }, 'Input wait: “3601” is not a whole number from 0 to 3600.'],
    [{ concurrency: '0' }, 'Input concurrency: “0” is not a whole number from 1 to 256.'],
    [{ concurrency: '257' }, 'Input concurrency: “257” is not a whole number from 1 to 256.'],
    [{ region: 'Frankfurt' }, 'Input region: “Frankfurt” is not an AWS region, such as us-east-1.'],
    [{ region: 'us-east-1a' }, 'Input region: “us-east-1a” is not an AWS region, such as us-east-1.'],
    [{ prefix: 'web/../dist' }, 'Input prefix: “web/../dist” holds “..”, which no web address can.'],
    [{ prefix: './dist' }, 'Input prefix: “./dist” holds “.”, which no web address can.'],
    [{ prefix: '.colt-deploy/dist' }, 'Input prefix: .colt-deploy is where the state of deploys lies.'],
    [{ prefix: '.colt-deploy' }, 'Input prefix: .colt-deploy is where the state of deploys lies.'],
    [{ prefix: '-' }, 'Input prefix: “-” is how the state of a whole bucket is called.'],
    [{ prefix: '/-/dist/' }, 'Input prefix: “-” is how the state of a whole bucket is called.'],
    [{ state: 'Records' }, 'Input state: “Records” is not the name of a bucket.'],
    [{ state: 's3://records/x' }, 'Input state: “s3://records/x” is not the name of a bucket. Only the name: records.'],
    [{ 'keep-releases': '0' }, 'Input keep-releases: “0” is not a whole number from 1 to 1000.'],
    [{ 'keep-releases': '1001' }, 'Input keep-releases: “1001” is not a whole number from 1 to 1000.'],
    [{ 'keep-days': '-1' }, 'Input keep-days: “-1” is not a whole number from 0 to 3650.'],
    [{ 'keep-days': '3651' }, 'Input keep-days: “3651” is not a whole number from 0 to 3650.'],
    [{ 'unknown-files': 'remove' }, 'Input unknown-files: “remove” is not one of keep, delete.'],
    [{ 'max-deletes': '10%' }, 'Input max-deletes: “10%” is not a whole number from 0 to 10000000.'],
    [{ 'on-failure': 'go on' }, 'Input on-failure: “go on” is not one of rollback, stop.'],
    [{ 'allow-older': 'yes' }, 'Input allow-older: “yes” is not one of false, true.'],
    [{ mode: 'rollback', release: 'v7' }, 'Input release: “v7” is not a whole number from 0 to 99999999.'],
    [{ release: '7' }, 'Input release: is what `mode: rollback` goes back to, and what `mode: plan` shows.'],
    [
      { mode: 'resume', release: '0' },
      'Input release: is what `mode: rollback` goes back to, and what `mode: plan` shows.',
    ],
    [{ compare: 'false' }, 'Input compare: `false` is for `mode: plan`, which then shows what was built.'],
    [
      { mode: 'plan', compare: 'false', release: '7' },
      'Input compare: `false` shows what was built, and `release` has no build.',
    ],
    [{ purge: '/drafts' }, 'Input purge: “/drafts” is not a glob relative to the folder, such as drafts/**.'],
    [{ purge: '!drafts' }, 'Input purge: “!drafts” is not a glob relative to the folder, such as drafts/**.'],
    [{ url: 'shop.example' }, 'Input url: “shop.example” is not an address such as https://example.com.'],
    [{ url: 'ftp://shop.example' }, 'Input url: “ftp://shop.example” is not an address such as https://example.com.'],
    [{ verify: 'yes' }, 'Input verify: “yes” is not one of true, false.'],
    [{ 'verify-headers': 'k' }, 'Input verify-headers: line 1 is not of the form “Name: value”, in printable ASCII.'],
    [{ distribution: 'shop' }, 'Input distribution: “shop” is neither an ID, such as E2EXAMPLE1234, nor a host name.'],
    [
      { distribution: 'https://shop.example/de' },
      'Input distribution: “shop.example/de” is neither an ID, such as E2EXAMPLE1234, nor a host name.',
    ],
    [{ exclude: '/drafts' }, 'Input exclude: “/drafts” is not a glob relative to the folder, such as drafts/**.'],
    [{ exclude: './drafts' }, 'Input exclude: “./drafts” is not a glob relative to the folder, such as drafts/**.'],
  ])('%j', (given, sentence) => {
    expect(faults(given)).toEqual([sentence])
  })

  test.each([
    ['s3://shop/dist', ' Only the name: shop. The rest belongs into prefix.'],
    ['arn:aws:s3:::shop', ' Only the name: shop. The rest belongs into prefix.'],
    ['shop/dist', ' Only the name: shop. The rest belongs into prefix.'],
    ['Shop', ''],
    ['ab', ''],
    ['shop..example', ''],
    ['-shop', ''],
    ['s'.repeat(64), ''],
  ])('%s is no name of a bucket', (bucket, meant) => {
    expect(faults({ bucket })).toEqual([`Input bucket: “${bucket}” is not the name of a bucket.${meant}`])
  })

  test.each(['shop', 'shop.example.com', 'a1b', 's'.repeat(63)])('%s is one', (bucket) => {
    expect(faults({ bucket })).toEqual([])
  })

  test('a glob that the library refuses', () => {
    expect(faults({ exclude: 'x'.repeat(70_000) })).toEqual([
      expect.stringMatching(/^Input exclude: “x+” is not a glob/),
    ])
  })

  test('header rules by their lines', () => {
    expect(faults({ headers: '# ours\nassets/**  X-Frame-Options: DENY' })).toEqual([
      expect.stringMatching(
        /^Input headers: line 2, “assets\/\*\* {2}X-Frame-Options: DENY”: .* response headers policy\.$/,
      ),
    ])
  })
})

test('all faults are told at once', () => {
  expect(faults({ bucket: 'Shop', mode: 'x', wait: 'y', exclude: '/a\n/b' })).toHaveLength(5)
})

test('the region of the European Sovereign Cloud is one', () => {
  expect(readInputs({ INPUT_BUCKET: 'shop', INPUT_REGION: 'eusc-de-east-1' }).region).toBe('eusc-de-east-1')
})

test('an input that is empty is one that is not given, save the prefix', () => {
  const env = {
    INPUT_BUCKET: 'shop',
    INPUT_MODE: '',
    INPUT_WAIT: '',
    INPUT_PREFIX: '',
    INPUT_RELEASE: '',
    INPUT_STATE: '',
  }
  const given = { mode: 'deploy', wait: 120_000, prefix: '', release: undefined, state: 'shop' }
  expect(readInputs(env)).toMatchObject(given)
})
