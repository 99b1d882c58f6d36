// Progress that reads well in a CI log.

import { expect, test } from '@jest/globals'
import { progressOf } from '../../src/shared/progress.ts'
import { fakeClock } from './support/clock.ts'

/** Lets so much time pass before each file, and answers what was printed. */
function printed(total: { items: number; bytes: number }, files: readonly { after: number; bytes: number }[]) {
  const clock = fakeClock(1000)
  const lines: string[] = []
  const progress = progressOf({ verb: 'Published', ...total }, clock, (line) => lines.push(line))
  for (const { after, bytes } of files) {
    clock.advance(after)
    progress.advance(bytes)
  }
  return lines
}

test('work that is over within the interval prints nothing', () => {
  expect(
    printed(
      { items: 3, bytes: 30 },
      [1, 2, 3].map(() => ({ after: 1000, bytes: 10 })),
    ),
  ).toEqual([])
})

test('a line tells count, bytes and the seconds that are left', () => {
  expect(printed({ items: 4, bytes: 4_000_000 }, [{ after: 6000, bytes: 1_000_000 }])).toEqual([
    'Published 1 of 4 files (1.0 MB of 4.0 MB), about 18 s left',
  ])
})

test('there is at most one line in five seconds', () => {
  const files = Array.from({ length: 20 }, () => ({ after: 1000, bytes: 1 }))
  expect(printed({ items: 30, bytes: 30 }, files)).toHaveLength(4)
})

test('the end is told by what follows, not by a line of its own', () => {
  expect(printed({ items: 1, bytes: 10 }, [{ after: 60_000, bytes: 10 }])).toEqual([])
})

test('where there are no bytes, as with headers, the files tell how far it is', () => {
  expect(printed({ items: 10, bytes: 0 }, [{ after: 5000, bytes: 0 }])).toEqual([
    'Published 1 of 10 files, about 45 s left',
  ])
})

test('as long as nothing can be told of the time that is left, nothing is', () => {
  expect(printed({ items: 10, bytes: 100 }, [{ after: 5000, bytes: 0 }])).toEqual([
    'Published 1 of 10 files (0 B of 100 B)',
  ])
})
