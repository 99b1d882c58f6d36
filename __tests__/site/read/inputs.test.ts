// The inputs of the site action, each fault told by the input's name.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { declared, readInputs, type SiteInputs } from '../../../src/site/read/inputs.ts'

const actionYml = readFileSync(resolve(import.meta.dirname, '../../../action.yml'), 'utf8')

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
    headers: [],
    exclude: [],
    invalidate: 'auto',
    wait: 120_000,
    environment: '',
    region: 'us-east-1',
    concurrency: 64,
  } satisfies SiteInputs)
})

test('action.yml declares the same inputs with the same defaults', () => {
  const section = /^inputs:\n((?: .*\n|\n)*)/m.exec(actionYml)?.[1] ?? ''
  const inputs = section.split(/^ {2}(?=[a-z-]+:)/m).slice(1)
  const found = inputs.map((input) => [
    /^[a-z-]+/.exec(input)?.[0],
    (/^ {4}default: (.*)$/m.exec(input)?.[1] ?? '').replaceAll(/['"]/g, ''),
  ])
  expect(Object.fromEntries(found)).toEqual(declared)
})

describe('an input is understood', () => {
  test.each<[string, Readonly<Record<string, string>>, Partial<SiteInputs>]>([
    ['the slashes around a prefix say nothing', { prefix: '/web/dist/' }, { prefix: 'web/dist' }],
    ['a slash alone is all of the bucket', { prefix: '/' }, { prefix: '' }],
    ['seconds become milliseconds', { wait: '5' }, { wait: 5000 }],
    ['no waiting at all', { wait: '0' }, { wait: 0 }],
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
    ['globs', { exclude: 'drafts/**\n**/*.map' }, { exclude: ['drafts/**', '**/*.map'] }],
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
    [{ mode: 'rollout' }, 'Input mode: “rollout” is not one of deploy, plan.'],
    [{ invalidate: 'some' }, 'Input invalidate: “some” is not one of auto, all, none.'],
    [{ wait: '3601' }, 'Input wait: “3601” is not a whole number from 0 to 3600.'],
    [{ concurrency: '0' }, 'Input concurrency: “0” is not a whole number from 1 to 256.'],
    [{ concurrency: '257' }, 'Input concurrency: “257” is not a whole number from 1 to 256.'],
    [{ region: 'Frankfurt' }, 'Input region: “Frankfurt” is not an AWS region, such as us-east-1.'],
    [{ region: 'us-east-1a' }, 'Input region: “us-east-1a” is not an AWS region, such as us-east-1.'],
    [{ prefix: 'web/../dist' }, 'Input prefix: “web/../dist” holds “..”, which no web address can.'],
    [{ prefix: './dist' }, 'Input prefix: “./dist” holds “.”, which no web address can.'],
    [{ prefix: '.colt-deploy/dist' }, 'Input prefix: .colt-deploy is where the state of deploys lies.'],
    [{ url: 'shop.example' }, 'Input url: “shop.example” is not an address such as https://example.com.'],
    [{ url: 'ftp://shop.example' }, 'Input url: “ftp://shop.example” is not an address such as https://example.com.'],
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
  const env = { INPUT_BUCKET: 'shop', INPUT_MODE: '', INPUT_WAIT: '', INPUT_PREFIX: '' }
  expect(readInputs(env)).toMatchObject({ mode: 'deploy', wait: 120_000, prefix: '' })
})
