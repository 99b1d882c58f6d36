// What comes out for the actions that deploy.

import { expect, test } from '@jest/globals'
import { apiFile, siteFile } from '../support/files.ts'
import { outputsFor, push } from '../support/runs.ts'

const site = (settings: string) =>
  outputsFor(push('main'), siteFile.replace('  distribution: shop.example\n', settings))

test('all settings go by the names of the inputs, as one JSON object', () => {
  expect(JSON.parse(outputsFor(push('main')).settings ?? '')).toEqual({
    bucket: 'shop.example',
    distribution: 'shop.example',
    prefix: 'dist',
    region: 'us-east-1',
    environment: 'prod',
  })
  expect(JSON.parse(outputsFor(push('main'), apiFile).settings ?? '')).toEqual({
    application: 'api',
    environment: 'api-prod',
    'env-tag': 'prod',
    bundle: 'dist',
    bucket: 'api-bundles',
    'verify-url': 'https://api.example/health',
    region: 'us-east-1',
  })
})

test('each goes by its own name too, but where that is taken', () => {
  expect(outputsFor(push('main'), apiFile)).toMatchObject({
    environment: 'prod',
    'api-environment': 'api-prod',
    bundle: 'dist',
    prefix: '',
  })
  expect(site('  url: [https://a.example, https://b.example]\n')).toMatchObject({
    url: 'https://a.example',
    urls: 'https://a.example\nhttps://b.example',
    'api-environment': '',
  })
})

test('no prefix is the one that the site action has by itself, and one that is given stays', () => {
  expect(site('').prefix).toBe('dist')
  expect(site('  prefix: /\n').prefix).toBe('/')
})

test.each([
  ['  distribution: E2EXAMPLE1234\n', ''],
  ['  distribution: [E2EXAMPLE1234, "*.shop.example", shop.example]\n', 'https://shop.example'],
  ['  distribution: https://shop.example/\n', 'https://shop.example'],
  ['  distribution: cdn.example\n  url: https://shop.example/app\n', 'https://shop.example/app'],
])('of %j the address is “%s”', (settings, url) => {
  expect(site(settings).url).toBe(url)
})
