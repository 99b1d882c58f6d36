// What is never bundled, and how `.ebignore` is read.

import { describe, expect, test } from '@jest/globals'
import { ignoredBy, isNeverBundled } from '../../../src/beanstalk/describe/left-out.ts'

test.each([
  ['.git', true],
  ['.github', true],
  ['.elasticbeanstalk', true],
  ['.env', true],
  ['.env.production', true],
  ['.npmrc', true],
  ['.ebextensions', false],
  ['.platform', false],
  ['.environment', false],
  ['.gitignore', false],
])('%s is never bundled: %s', (name, never) => {
  expect(isNeverBundled(name)).toBe(never)
})

describe('.ebignore', () => {
  test.each<[string, string, string, boolean]>([
    ['a name, wherever it is', '*.map', 'dist/main.js.map', true],
    ['a name, and no other', '*.map', 'dist/main.js', false],
    ['a folder with all that is in it', 'src/', 'src/deep/main.ts', true],
    ['a folder, and no file of its name', 'src/', 'src', false],
    ['a path from the top', '/src', 'packages/src/a.ts', false],
    ['any depth', 'docs/**/*.md', 'docs/a/b/c.md', true],
    ['nothing, where the line is a comment', '# *', 'a', false],
    ['nothing, where there is no line', '\n\n  \n', 'a', false],
    ['a name that begins with a comment’s sign', '\\#a', '#a', true],
    ['lines that end as on Windows', 'src/\r\n*.md\r\n', 'src/a.ts', true],
    ['names as they are written', 'README.md', 'readme.md', false],
    ['the last line that matches', '*.md\n!README.md', 'README.md', false],
    ['the last line, also where it takes back', '!README.md\n*.md', 'README.md', true],
    ['what comes back out of a folder that is out', '*\n!dist/**', 'dist/main.js', false],
    ['configuration that comes back', '*\n!.ebextensions/*.config', '.ebextensions/a.config', false],
    ['the rest, where something comes back', '*\n!dist/**', 'src/main.ts', true],
  ])('knows %s', (_, text, path, out) => {
    expect(ignoredBy(text).isIgnored(path)).toBe(out)
  })

  test('a folder need not be looked into, unless something of it may come back', () => {
    expect(ignoredBy('node_modules/').isAllIgnored('node_modules')).toBe(true)
    expect(ignoredBy('node_modules/').isAllIgnored('src')).toBe(false)
    expect(ignoredBy('node_modules/\n!node_modules/ours/').isAllIgnored('node_modules')).toBe(false)
  })
})
