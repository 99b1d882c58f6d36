// Links between pages lead somewhere: to files that are there, and to headings that they have.

import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { read, root } from './support/page.ts'

const pages = globSync(['*.md', 'docs/*.md', '{target,beanstalk,infrastructure,local,bench}/*.md'], { cwd: root })

test('the pages are found', () => {
  expect(pages.length).toBeGreaterThan(8)
})

test.each(pages)('%s', (page) => {
  const text = read(page).replace(/^```[\s\S]*?^```$/gm, '')
  const links = [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([])
})

test('tests that a page names as proof are there', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/`(__tests__\/[\w./-]+)`/g)].map(([, path = '']) => path),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', heading] = link.split('#')
  const path = file === '' ? page : join(dirname(page), file)
  if (isOfAbsentSlice(path)) return true
  if (!existsSync(join(root, path))) return false
  return heading === undefined || anchorsOf(read(path)).includes(heading)
}

/** A slice that is not there is missed by nobody. */
function isOfAbsentSlice(path: string): boolean {
  return path.startsWith('beanstalk/') && !existsSync(join(root, 'beanstalk'))
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
  const headings = text.match(/(?<=^#+ ).+$/gm) ?? []
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
