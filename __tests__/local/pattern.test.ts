import { expect, test } from '@jest/globals'

import { fits } from '../../local/cloudfront/pattern.ts'

test.each([
  ['*', '/', true],
  ['/assets/*', '/assets/a.js', true],
  ['assets/*', '/assets/a.js', true],
  ['/assets/*', '/assets/', true],
  ['/assets/*', '/assets', false],
  ['/assets/*', '/x/assets/a.js', false],
  ['*.js', '/a/b/c.js', true],
  ['*.js', '/a.jsx', false],
  ['*.js', '/ajs', false],
  ['/a??.jpg', '/ant.jpg', true],
  ['/a??.jpg', '/a.jpg', false],
  ['/a*.jpg', '/a.jpg', true],
  ['/Images/*', '/images/a.png', false],
  ['/a+(b)[c]', '/a+(b)[c]', true],
  ['/assets/*', '/x/../assets/a.js', true],
  ['/%7Euser/*', '/~user/a', false],
  ['/~user/*', '/%7Euser/a', true],
  ['/gr%C3%BC%C3%9Fe/*', '/gr%C3%BC%C3%9Fe/a', true],
])('does %s cover %s? %s', (pattern, path, answer) => {
  expect(fits(pattern, path)).toBe(answer)
})
