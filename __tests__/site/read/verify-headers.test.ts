// Headers that open the way to a site behind a wall.

import { describe, expect, test } from '@jest/globals'
import { parseVerifyHeaders, secretsIn } from '../../../src/site/read/verify-headers.ts'

test('each line is a name and a value; blank lines say nothing', () => {
  expect(parseVerifyHeaders('Authorization: Basic dXNlcjpwYXNz\n\n  X-Preview :  a: b \r\nCookie: a=1; b=2')).toEqual({
    headers: { Authorization: 'Basic dXNlcjpwYXNz', 'X-Preview': 'a: b', Cookie: 'a=1; b=2' },
    faults: [],
  })
})

describe('a line that is none is told by its number, and what it says stays a secret', () => {
  test.each([
    ['hunter2', 'line 1 is not of the form “Name: value”, in printable ASCII.'],
    ['X-Key:', 'line 1 is not of the form “Name: value”, in printable ASCII.'],
    ['X Key: hunter2', 'line 1 is not of the form “Name: value”, in printable ASCII.'],
    ['X-Key: hünter2', 'line 1 is not of the form “Name: value”, in printable ASCII.'],
    ['\nhost: hunter2', 'line 2 sets host, which belongs to the connection itself.'],
  ])('%j', (text, sentence) => {
    expect(parseVerifyHeaders(text)).toEqual({ headers: {}, faults: [sentence] })
  })
})

test('values are secrets, and so are the credentials after their scheme', () => {
  expect(secretsIn({ Authorization: 'Basic dXNlcg==', 'X-Key': 'k' })).toEqual(['Basic dXNlcg==', 'dXNlcg==', 'k'])
})
