import { expect, test } from '@jest/globals'
import { from, withoutCommand, withoutHtml } from '../../demo/words.ts'

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

test('a summary is shown without the HTML that only GitHub renders', () => {
  const summary =
    '<details><summary>7 objects &#40;273 kB&#41;</summary>\n\n\n- <code>a&amp;b.js</code> <https://example.com>'

  expect(withoutHtml(summary)).toBe('7 objects (273 kB)\n\n- a&b.js <https://example.com>')
})

test('a log can be shown from one of its groups on', () => {
  const lines = ['::group::Read', '3 files', '::group::Publish', '1 file']

  expect(lines.filter(from('Publish'))).toEqual(['::group::Publish', '1 file'])
})
