// Markdown that is safe against whatever a file may be called.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { address, code, details, table, text } from '../../../src/shared/markdown.ts'

/** What a browser shows for a text without tags. */
function shown(html: string): string {
  return html
    .replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

describe('text', () => {
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert&#40;1&#41;&lt;/script&gt;'],
    ['a|b', 'a&#124;b'],
    ['`x`', '&#96;x&#96;'],
    ['[a](b)', '&#91;a&#93;&#40;b&#41;'],
    ['![x](y)', '&#33;&#91;x&#93;&#40;y&#41;'],
    ['*_~#\\', '&#42;&#95;&#126;&#35;&#92;'],
    ['&lt;', '&amp;lt;'],
    ['main-6JLMM7WW.js', 'main-6JLMM7WW.js'],
  ])('%s becomes %s', (plain, markdown) => {
    expect(text(plain)).toBe(markdown)
  })

  test('holds nothing that Markdown or HTML would take for its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => {
        expect(text(plain).replaceAll(/&(?:#\d+|amp|lt|gt);/g, '')).not.toMatch(/[<>&`*_[\]()|~\\\r\n]/)
      }),
    )
  })

  test('shows what it was given', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{0,30}$/), (plain) => {
        fc.pre(!plain.startsWith('::'))
        expect(shown(text(plain))).toBe(plain)
      }),
    )
  })
})

test('code is text in another face', () => {
  expect(code('a|b')).toBe('<code>a&#124;b</code>')
})

describe('an address', () => {
  test('is a link to itself', () => {
    expect(address('https://shop.example/de/?q=1&r=~2#top')).toBe('<https://shop.example/de/?q=1&r=~2#top>')
  })

  test.each([
    ['https://x/><img/src=x>', '<https://x/%3E%3Cimg/src=x%3E>'],
    ['https://x/a|b`c', '<https://x/a%7Cb%60c>'],
    ['https://x/a\nb', '<https://x/a%5Cu000ab>'],
  ])('cannot hold more than that: %j', (url, markdown) => {
    expect(address(url)).toBe(markdown)
  })
})

test('a table has a head, a rule and its rows', () => {
  expect(
    table(
      ['File', 'Size'],
      [
        ['a', '1 B'],
        ['b', '2 B'],
      ],
    ),
  ).toBe('| File | Size |\n| --- | --- |\n| a | 1 B |\n| b | 2 B |')
})

test('a folded part keeps blank lines around its body, without which Markdown in it is not read', () => {
  expect(details('2 files <old>', '- a')).toBe('<details><summary>2 files &lt;old&gt;</summary>\n\n- a\n\n</details>')
})
