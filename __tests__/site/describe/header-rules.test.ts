// The headers input: what is understood, and what is said about each line that is not.

import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseHeaderRules } from '../../../src/site/describe/header-rules.ts'

const read = (text: string) => parseHeaderRules(text).rules.map(({ glob, name, value }) => [glob, name, value])

test.each([
  ['*.pdf  Content-Disposition: attachment', ['*.pdf', 'Content-Disposition', 'attachment']],
  ['*.pdf\tcache-control:no-store', ['*.pdf', 'Cache-Control', 'no-store']],
  ['assets/** CACHE-CONTROL : public, max-age=60', ['assets/**', 'Cache-Control', 'public, max-age=60']],
  [
    '**/*.html Content-Type: text/html; charset=windows-1252',
    ['**/*.html', 'Content-Type', 'text/html; charset=windows-1252'],
  ],
  ['price list.pdf  Content-Language: de-AT, de', ['price list.pdf', 'Content-Language', 'de-AT, de']],
  ['/data/*.gz  content-encoding: gzip', ['data/*.gz', 'Content-Encoding', 'gzip']],
  ['./x  Expires: 2026-10-21', ['x', 'Expires', 'Wed, 21 Oct 2026 00:00:00 GMT']],
  ['x  X-Amz-Meta-Owner: Shop Team', ['x', 'x-amz-meta-owner', 'Shop Team']],
  [
    'x  Content-Disposition: attachment; filename="a: b.pdf"',
    ['x', 'Content-Disposition', 'attachment; filename="a: b.pdf"'],
  ],
  ['{a,b}/!(c).js  Cache-Control: no-cache', ['{a,b}/!(c).js', 'Cache-Control', 'no-cache']],
])('%s', (line, rule) => {
  expect(parseHeaderRules(line).faults).toEqual([])
  expect(read(line)).toEqual([rule])
})

test('blank lines and comments say nothing, and lines are counted all the same', () => {
  const { rules, faults } = parseHeaderRules('\n# a comment\r\n\n  *.js  Cache-Control: no-cache  \n')
  expect(faults).toEqual([])
  expect(rules.map(({ line, glob }) => [line, glob])).toEqual([[4, '*.js']])
})

test.each([
  ['*.js', 'expected “glob  Header-Name: value”'],
  ['Cache-Control: no-cache', 'expected “glob  Header-Name: value”'],
  ['*.js  Cache-Control no-cache', 'expected “glob  Header-Name: value”'],
  [
    '*.js  X-Frame-Options: DENY',
    'X-Frame-Options is not a header that S3 stores with a file. Set it in a CloudFront response headers policy.',
  ],
  ['*.js  Strict-Transport-Security: max-age=1', 'response headers policy'],
  ['*.js  x-amz-meta-: a', 'response headers policy'],
  ['*.js  Cache-Control:', 'expected a value after “Cache-Control:”'],
  ['*.js  Cache-Control: max-age=soon', 'expected directives such as'],
  ['*.js  Cache-Control: max-age', 'expected directives such as'],
  ['*.js  Cache-Control: max-age 300', 'expected directives such as'],
  ['*.js  Cache-Control: public; max-age=300', 'expected directives such as'],
  ['*.js  Content-Type: javascript', 'expected a type such as'],
  ['*.js  Content-Encoding: g zip', 'expected an encoding such as'],
  ['*.js  Content-Language: de_AT', 'expected languages such as'],
  ['*.js  Expires: tomorrow', 'expected a date such as'],
  ['*.js  x-amz-meta-owner: Zoë', 'expected printable ASCII only'],
  ['*.js  Content-Disposition: "x"', 'expected “inline” or'],
])('%s is a fault', (line, why) => {
  const { rules, faults } = parseHeaderRules(`# first\n${line}`)
  expect(rules).toEqual([])
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(`line 2, “${line}”: `)
  expect(faults[0]).toContain(why)
})

test('every faulty line is told, and the good ones are kept', () => {
  const { rules, faults } = parseHeaderRules('a\n*.js  Cache-Control: no-cache\nb')
  expect(rules).toHaveLength(1)
  expect(faults).toHaveLength(2)
})

test.each([
  ['*.js', 'app.js', true],
  ['*.js', 'lib/app.js', false],
  ['**/*.js', 'app.js', true],
  ['**/*.js', 'lib/deep/app.js', true],
  ['assets/**', 'assets/.hidden', true],
  ['**', '.well-known/security.txt', true],
  ['assets', 'assets/app.js', false],
])('%s and %s: %s', (glob, path, matches) => {
  expect(parseHeaderRules(`${glob}  Cache-Control: no-cache`).rules[0]?.matches(path)).toBe(matches)
})

test('whatever is written, each line that says something is a rule or a fault', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
      const said = lines
        .flatMap((line) => line.split(/\r?\n/))
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'))
      const { rules, faults } = parseHeaderRules(lines.join('\n'))
      expect(rules.length + faults.length).toBe(said.length)
    }),
  )
})
