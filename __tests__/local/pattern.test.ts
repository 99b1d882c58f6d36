import { expect, test } from '@jest/globals'
import fc from 'fast-check'

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

const part = fc.stringMatching(/^[A-Za-z0-9_.$'()+~-]{1,6}$/).filter((text) => !/^\.\.?$/.test(text))

test('whatever is taken out of a path, a star in its place covers the path, and a question mark one character', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (parts, from, length) => {
      const path = `/a${parts.join('/')}`
      const start = 1 + (from % (path.length - 1))
      const end = Math.min(path.length, start + (length % 4))
      expect(fits(`${path.slice(0, start)}*${path.slice(end)}`, path)).toBe(true)
      expect(fits(`${path.slice(0, start)}${'?'.repeat(end - start)}${path.slice(end)}`, path)).toBe(true)
      expect(fits(path, `${path}x`)).toBe(false)
    }),
  )
})
