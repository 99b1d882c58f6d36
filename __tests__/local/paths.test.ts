import { expect, test } from '@jest/globals'

import { covers } from '../../local/cloudfront/paths.ts'

test.each([
  ['/index.html', '/index.html', true],
  ['/index.html', '/', false],
  ['/', '/index.html', false],
  ['/Index.html', '/index.html', false],
  ['/*', '/any/thing', true],
  ['/docs*', '/docs', true],
  ['/docs*', '/docs2/a', true],
  ['/docs/*', '/docs', false],
  ['/a%20b', '/a%20b', true],
  ['/a b', '/a%20b', false],
  ['/gr%C3%BC%C3%9Fe', '/gr%c3%bc%c3%9fe', true],
  ['/a+b', '/a+b', true],
  ['/a%2Bb', '/a+b', false],
  ["/it's", "/it's", true],
  ['/runtime~main.js', '/runtime~main.js', true],
  ['/runtime%7Emain.js', '/runtime~main.js', true],
  ['/@scope/a.js', '/%40scope/a.js', true],
  ['/a%3Fb', '/a%3Fb', true],
  ['/index.html', '/index.html?v=1', false],
  ['/index.html?v=1', '/index.html?v=1', true],
  ['/index.html*', '/index.html?v=1', true],
])('does %s cover %s? %s', (path, address, answer) => {
  expect(covers(path, address)).toBe(answer)
})
