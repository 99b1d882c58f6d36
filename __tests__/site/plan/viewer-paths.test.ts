// Under which addresses visitors get an object, as CloudFront wants them.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Distribution } from '../../../src/site/distribution-model.ts'
import { originsOf } from '../../../src/site/plan/origins.ts'
import { addressesOn, isServed, viewerPaths } from '../../../src/site/plan/viewer-paths.ts'
import { behavior, distribution, running, shop } from '../support/distributions.ts'

const origin = (path: string, domainName = 'shop.s3.us-east-1.amazonaws.com') => ({ domainName, path })
const serving = (...paths: readonly string[]) => distribution({ origins: paths.map((path) => origin(path)) })
const paths = (key: string, of: Distribution = distribution()) => viewerPaths(key, of, 'shop')

describe('the addresses of a key', () => {
  test.each([
    ['are without the origin path', 'dist/app.js', ['/app.js']],
    ['of the root document are two', 'dist/index.html', ['/', '/index.html']],
    ['of a folder’s document are three', 'dist/de/index.html', ['/de/index.html', '/de/', '/de']],
    ['of a document that only ends like one is one', 'dist/my-index.html', ['/my-index.html']],
    ['keep their upper case', 'dist/Main-6JLMM7WW.js', ['/Main-6JLMM7WW.js']],
    ['keep a second dist', 'dist/dist/app.js', ['/dist/app.js']],
    ['outside the origin path are none', 'other/app.js', []],
    ['of a neighbour whose name begins alike are none', 'dist2/app.js', []],
    ['of what carries the name in the middle are none', 'my/dist/app.js', []],
  ])('%s', (_, key, expected) => {
    expect(paths(key)).toEqual(expected)
  })

  test.each([
    ['without an origin path are the whole key', [''], 'dist/app.js', ['/dist/app.js']],
    ['behind an origin path with a slash at its end are the same', ['/dist/'], 'dist/app.js', ['/app.js']],
    ['behind a deeper origin path lose all of it', ['/web/dist'], 'web/dist/app.js', ['/app.js']],
    ['behind two origins of the bucket are those of both', ['/dist', ''], 'dist/app.js', ['/app.js', '/dist/app.js']],
    ['behind two origins with one path are told once', ['/dist', '/dist'], 'dist/app.js', ['/app.js']],
  ])('%s', (_, origins, key, expected) => {
    expect(paths(key, serving(...origins))).toEqual(expected)
  })

  test.each([
    ['another root document', 'home.html', 'dist/home.html', ['/', '/home.html']],
    ['index.html beside another root document', 'home.html', 'dist/index.html', ['/', '/index.html']],
    ['index.html where a function, not CloudFront, serves the root', '', 'dist/index.html', ['/', '/index.html']],
    ['a file where there is no root document', '', 'dist/app.js', ['/app.js']],
  ])('%s', (_, defaultRootObject, key, expected) => {
    expect(paths(key, distribution({ defaultRootObject }))).toEqual(expected)
  })
})

describe('encoding', () => {
  test.each([
    [
      'letters, digits and what RFC 1738 calls safe stay',
      "a-b_c.d!e'f(g)h,i;j:k@l&m=n+o$p",
      "/a-b_c.d!e'f(g)h,i;j:k@l&m=n+o$p",
    ],
    ['a space', 'price list.pdf', '/price%20list.pdf'],
    ['an umlaut in one sign', 'Stra\u00dfe.html', '/Stra%C3%9Fe.html'],
    ['an umlaut in two signs, as macOS writes it', 'a\u0308.html', '/a%CC%88.html'],
    ['an emoji, whose halves belong together', '\u{1f34f}.png', '/%F0%9F%8D%8F.png'],
    ['a percent sign, so that %20 in a name stays a name', '100%20.html', '/100%2520.html'],
    ['a question mark and a hash, which would end the path', 'a?b#c.html', '/a%3Fb%23c.html'],
    ['quotes, braces and angles', '"{<>}`', '/%22%7B%3C%3E%7D%60'],
    ['a tilde becomes a wildcard, because CloudFront takes it in no form', 'runtime~main.js', '/runtime*'],
    ['a star in a name too', 'a*b.js', '/a*'],
    ['brackets too', '[slug]/page.js', '/*'],
    ['a bar, a caret and a backslash too', 'x/a|b', '/x/a*'],
    ['what comes after the first of them is not looked at', 'ä/b~ü~', '/%C3%A4/b*'],
  ])('%s', (_, name, path) => {
    expect(paths(`dist/${name}`)).toEqual([path])
  })
})

test('of any key: it begins with a slash, is ASCII, has its only star at the end, and CloudFront takes its length', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('index.html', 'a', '~', '*', '%2F', 'ü', '\u{1f34f}'),
  )
  const keys = fc
    .array(part, { minLength: 1, maxLength: 8 })
    .map((parts) => `dist/${parts.join('/')}`)
    .filter((key) => Buffer.byteLength(key) <= 1024)
  fc.assert(
    fc.property(keys, fc.constantFrom('index.html', 'home.html', ''), (key, defaultRootObject) => {
      const found = paths(key, distribution({ defaultRootObject }))
      expect(found.length).toBeGreaterThan(0)
      for (const path of found) expect(path).toMatch(/^\/[\x21-\x7e]{0,3999}$/)
      for (const path of found) expect(path.slice(0, -1)).not.toContain('*')
    }),
  )
})

test('what has no wildcard is exactly the key again, once decoded', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[^~*[\]|^\\]{1,40}$/u), (name) => {
      const [path = ''] = paths(`dist/${name}.js`)
      expect(decodeURIComponent(path)).toBe(`/${name}.js`)
    }),
  )
})

describe('the origins that are the bucket', () => {
  test.each([
    ['shop.s3.amazonaws.com', true],
    ['shop.s3.eu-central-1.amazonaws.com', true],
    ['shop.s3.cn-north-1.amazonaws.com.cn', true],
    ['shop.s3-website-us-east-1.amazonaws.com', true],
    ['shop.s3-eu-west-1.amazonaws.com', true],
    ['my-shop.s3.amazonaws.com', false],
    ['shop.example.com', false],
    ['ap-x1y2-s3alias.s3.us-east-1.amazonaws.com', false],
    ['shop2.s3.amazonaws.com', false],
  ])('%s: %s', (domainName, own) => {
    const other = origin('/other', 'api.s3.amazonaws.com')
    const of = distribution({ origins: [origin('/dist', domainName), origin('/shop', 'shop.s3.amazonaws.com'), other] })
    expect(originsOf(of, 'shop').map(({ path }) => path)).toEqual(own ? ['/dist', '/shop'] : ['/shop'])
  })

  test('are those that may stand for any bucket, where none shows it', () => {
    const alias = origin('/dist', 'ap-x1y2-s3alias.s3.us-east-1.amazonaws.com')
    expect(originsOf(distribution({ origins: [alias, origin('', 'other.s3.amazonaws.com')] }), 'shop')).toEqual([alias])
  })

  test('are all of them where every one tells that it is not', () => {
    const of = distribution({ origins: [origin('', 'other.s3.amazonaws.com')] })
    expect(originsOf(of, 'shop')).toEqual(of.origins)
  })

  test('are all of them where none shows it, as behind a domain of one’s own', () => {
    const of = distribution({ origins: [origin('/dist', 'files.example'), origin('', 'api.example')] })
    expect(originsOf(of, 'shop')).toEqual(of.origins)
  })
})

describe('a prefix is served', () => {
  test.each([
    ['dist', '/dist', true],
    ['dist/shop', '/dist', true],
    ['dist', '', true],
    ['', '', true],
    ['dist2', '/dist', false],
    ['', '/dist', false],
    ['dist', '/dist/shop', false],
    ['dist', '/', true],
  ])('“%s” behind the origin path “%s”: %s', (prefix, path, served) => {
    expect(isServed(prefix, serving(path), 'shop')).toBe(served)
  })

  test('as far as one can tell, where the distribution may not be read', () => {
    expect(isServed('dist', distribution({ readable: false, origins: [] }), 'shop')).toBe(true)
  })
})

describe('cache behaviours', () => {
  const api = { domainName: 'api.example.com', path: '' }
  const toApi = (pattern: string) => behavior({ pattern, origins: [api] })
  const toSite = (pattern: string, path = '/dist') => behavior({ pattern, origins: [{ ...shop, path }] })
  const having = (...behaviors: Distribution['behaviors']) =>
    distribution({ behaviors, origins: behaviors.flatMap(({ origins }) => origins) })

  test.each<[string, Distribution, string, readonly string[]]>([
    ['another origin answers the address', having(toApi('/api/*'), toSite('*')), 'dist/api/a.js', []],
    [
      'the first that matches counts',
      having(toSite('/api/*'), toApi('/api/*'), toSite('*')),
      'dist/api/a.js',
      ['/api/a.js'],
    ],
    ['a pattern without a slash', having(toApi('api/*'), toSite('*')), 'dist/api/a.js', []],
    ['a pattern in the middle', having(toApi('*/api/*'), toSite('*')), 'dist/v1/api/a.js', []],
    ['a question mark is one character', having(toApi('/a?.js'), toSite('*')), 'dist/ab.js', []],
    ['and neither none nor two', having(toApi('/a?.js'), toSite('*')), 'dist/abc.js', ['/abc.js']],
    ['upper case is another', having(toApi('/API/*'), toSite('*')), 'dist/api/a.js', ['/api/a.js']],
    ['a dot is a dot', having(toApi('*.js'), toSite('*')), 'dist/ajs', ['/ajs']],
    ['the bucket behind a pattern only', having(toSite('/docs/*'), toApi('*')), 'dist/a.js', []],
    ['and what it answers', having(toSite('/docs/*'), toApi('*')), 'dist/docs/a.js', ['/docs/a.js']],
    [
      'a folder’s spellings, each by itself',
      having(toSite('/docs/*'), toApi('*')),
      'dist/docs/index.html',
      ['/docs/index.html', '/docs/'],
    ],
    ['origin paths of one bucket', having(toSite('/app/*', ''), toSite('*')), 'dist/app/a.js', []],
    [
      'of which one leads there',
      having(toSite('/dist/*', ''), toSite('*')),
      'dist/app/a.js',
      ['/dist/app/a.js', '/app/a.js'],
    ],
    ['the root by its document', having(toSite('/index.html'), toApi('*')), 'dist/index.html', ['/', '/index.html']],
    ['the root by itself', having(toSite('/'), toApi('*')), 'dist/index.html', ['/']],
    ['a group of origins', having(behavior({ origins: [api, shop], failover: [403] })), 'dist/a.js', ['/a.js']],
  ])('%s', (_, of, key, expected) => {
    expect(paths(key, of)).toEqual(expected)
  })

  test('whose function rewrites addresses may answer any that lies behind their origin, and keep it', () => {
    const rewriting = { ...toSite('/app/*'), functions: [running('viewer-request', 'lambda')] }
    const of = having(rewriting, toApi('*'))
    expect(paths('dist/index.html', of)).toEqual(['/', '/index.html'])
    expect(addressesOn(of, 'shop')('dist/index.html').map(({ behaviors }) => behaviors)).toEqual([
      [rewriting],
      [rewriting],
    ])
  })

  test('whose function may choose among origins ask all of them', () => {
    const choosing = { ...toApi('*'), functions: [running('viewer-request')] }
    expect(paths('dist/a.js', having(toSite('/never'), choosing))).toEqual(['/a.js'])
  })

  test.each([
    ['viewer-response' as const, []],
    ['origin-response' as const, []],
  ])('whose function runs on %s answer their own addresses alone', (event, expected) => {
    const of = having({ ...toSite('/app/*'), functions: [running(event, 'lambda')] }, toApi('*'))
    expect(paths('dist/index.html', of)).toEqual(expected)
  })

  test('that share an address each keep it', () => {
    const rewriting = { ...toSite('/app/*'), functions: [running('viewer-request')] }
    const last = toSite('*')
    const [address] = addressesOn(having(rewriting, last), 'shop')('dist/a.js')
    expect(address?.behaviors).toEqual([rewriting, last])
  })

  test.each([
    ['/docs/*', 'dist', true],
    ['/docs/*', 'dist/docs', true],
    ['/docs/*', 'dist/docs/de', true],
    ['/docs/*', 'dist/other', false],
    ['/robots.txt', 'dist', true],
    ['/robots.txt', 'dist/docs', false],
    ['*.png', 'dist/docs', true],
  ])('%s serves something of %s: %s', (pattern, prefix, served) => {
    expect(isServed(prefix, having(toSite(pattern), toApi('*')), 'shop')).toBe(served)
  })
})

test('a root document in a folder has the spellings of a folder too', () => {
  const of = distribution({ defaultRootObject: 'en/index.html' })
  expect([...viewerPaths('dist/en/index.html', of, 'shop')].sort()).toEqual(['/', '/en', '/en/', '/en/index.html'])
})
