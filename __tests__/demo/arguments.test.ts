import { resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { parseArguments } from '../../demo/arguments.ts'

const from = resolve('/home/somebody')

test('a folder is meant from where the command was typed', () => {
  expect(parseArguments(['--folder', 'shop/dist', '--keep'], from)).toEqual({
    folder: resolve(from, 'shop/dist'),
    keep: true,
    help: false,
  })
  expect(parseArguments([], from)).toEqual({ folder: undefined, keep: false, help: false })
})

test.each([
  [['--folder'], "Option '--folder <value>' argument missing"],
  [['--folder', ''], '--folder needs a path: the folder that holds the index.html of your build.'],
  [['--fodler', 'dist'], "Unknown option '--fodler'"],
  [['dist'], "Unexpected argument 'dist'"],
])('%j is refused with a sentence', (args, sentence) => {
  expect(() => parseArguments(args, from)).toThrow(sentence)
})
