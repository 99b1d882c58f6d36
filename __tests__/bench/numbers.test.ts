import { expect, test } from '@jest/globals'
import { ratiosOf, rounded, spreadOf, told } from '../../bench/report/numbers.ts'

test.each([
  [[3], { median: 3, least: 3, most: 3 }],
  [[10, 9, 1], { median: 9, least: 1, most: 10 }],
  [[4, 1, 2, 100], { median: 3, least: 1, most: 100 }],
])('of %j the spread is %j', (numbers, spread) => {
  expect(spreadOf(numbers)).toEqual(spread)
})

test('a ratio is that of a pair, not that of medians', () => {
  const pairs = [
    [1, 2],
    [9, 3],
    [4, 1],
  ] as const
  expect(ratiosOf(pairs)).toEqual({ median: 3, least: 0.5, most: 4 })
})

test.each([
  [0.0512, '0.051'],
  [0.5, '0.500'],
  [1.239, '1.24'],
  [44.31, '44.3'],
  [11542, '11,542'],
  [8, '8'],
  [Number.NaN, '–'],
])('%d is told as %s', (value, words) => {
  expect(rounded(value)).toBe(words)
})

test('a range is told where there is one, in the unit asked for', () => {
  expect(told(spreadOf([1.2, 1.24, 1.31]))).toBe('1.24 (1.20–1.31)')
  expect(told(spreadOf([250_400_000]), 1_000_000)).toBe('250')
})
