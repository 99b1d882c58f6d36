// Text that comes from file names and from AWS, made harmless for a log.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { bytes, counted, printable, seconds } from '../../src/shared/printable.ts'

/** Text with far more line breaks, colons and control characters than chance would bring. */
const hostile = fc
  .array(
    fc.oneof(fc.constantFrom('::', '\r\n', '\n', '\u0000', '\u001b[31m', '\u2028', '\u202e', '\u0085'), fc.string()),
  )
  .map((parts) => parts.join(''))

test('no text breaks the line', () => {
  fc.assert(fc.property(hostile, (text) => !/[\r\n\v\f\u0085\u2028\u2029]/.test(printable(text))))
})

test('no text begins a line with ::', () => {
  fc.assert(fc.property(hostile, (text) => !printable(text).startsWith('::')))
})

test('no text moves the cursor or turns the direction of reading', () => {
  fc.assert(fc.property(hostile, (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(printable(text))))
})

test('text of letters, spaces and punctuation stays as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\p{L}\p{N} ._/()-]*$/u), (text) => {
      expect(printable(text)).toBe(text)
    }),
  )
})

test.each([
  ['a line break', 'a\nb', 'a\\u000ab'],
  ['a carriage return, which would hide what stands before it', 'a\rb', 'a\\u000db'],
  ['a terminal escape', '\u001b[31m', '\\u001b[31m'],
  ['a right-to-left override', 'a\u202egpj.exe', 'a\\u202egpj.exe'],
  ['an umlaut and an emoji stay', 'Äpfel 🍏', 'Äpfel 🍏'],
])('%s', (_, given, printed) => {
  expect(printable(given)).toBe(printed)
})

test.each([
  [0, '0 B'],
  [532, '532 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1234, '1.2 kB'],
  [99_900, '99.9 kB'],
  [123_456, '123 kB'],
  [1_000_000, '1.0 MB'],
  [75_000_000, '75.0 MB'],
  [1_500_000_000, '1.5 GB'],
  [2_000_000_000_000, '2.0 TB'],
  [7_000_000_000_000_000, '7000 TB'],
])('%d bytes read as %s', (count, words) => {
  expect(bytes(count)).toBe(words)
})

test.each([
  [0, '0 files'],
  [1, '1 file'],
  [2, '2 files'],
  [11_542, '11,542 files'],
])('%d are counted as %s', (count, words) => {
  expect(counted(count, 'file')).toBe(words)
})

test('an unusual plural is given', () => {
  expect([counted(1, 'entry', 'entries'), counted(3, 'entry', 'entries')]).toEqual(['1 entry', '3 entries'])
})

test.each([
  [0, 'under 0.1 s'],
  [49, 'under 0.1 s'],
  [50, '0.1 s'],
  [440, '0.4 s'],
  [9_900, '9.9 s'],
  [73_400, '73 s'],
])('%d milliseconds read as %s', (milliseconds, words) => {
  expect(seconds(milliseconds)).toBe(words)
})

// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs: TryParseV2 trims white space before it
// looks for `::`, and TryParse looks for `##[` anywhere in the line.
describe('no text is a command to the runner', () => {
  const parts = fc.constantFrom('::', '##[', '#', '[', ':', ' ', '\u00a0', '\u3000', 'add-mask', ']', 'x')

  test('at the beginning of a line, behind white space too', () => {
    fc.assert(fc.property(fc.array(parts), (some) => !/^\s*::/u.test(printable(some.join('')))))
  })

  test('anywhere in a line, in the older form', () => {
    fc.assert(fc.property(fc.array(parts), (some) => !printable(some.join('')).includes('##[')))
  })
})

test.each([
  [999_499, '999 kB'],
  [999_999, '1.0 MB'],
  [99_960, '100 kB'],
])('%d bytes read as %s', (count, words) => {
  expect(bytes(count)).toBe(words)
})
