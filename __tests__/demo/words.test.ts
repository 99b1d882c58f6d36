import { expect, test } from '@jest/globals'
import { withoutCommand } from '../../demo/words.ts'

test.each([
  ['+ main.js  new', '+ main.js  new'],
  ['::group::Publish', 'Publish'],
  ['::endgroup::', undefined],
  ['::add-mask::secret', undefined],
  ['::error title=Deploy::Could not read 100%25 of it:%0Ano network', 'Error: Could not read 100% of it:\nno network'],
  ['::warning::Two words', 'Warning: Two words'],
])('%s is shown as %s', (line, shown) => {
  expect(withoutCommand(line)).toBe(shown)
})
