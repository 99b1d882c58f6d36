// Where links lead on an instance, by way of other links.

import { expect, test } from '@jest/globals'
import { followLinks, linkFaults, type Placed } from '../../../src/beanstalk/describe/links.ts'

const placed = (tree: Readonly<Record<string, string>>): readonly Placed[] =>
  Object.entries(tree).map(([path, target]) => (target ? { kind: 'link', path, target } : { kind: 'file', path }))

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['to a file beside it', { a: '', link: 'a' }, 'inside'],
  ['to a folder', { 'd/a': '', link: 'd' }, 'inside'],
  ['with a needless part', { 'd/a': '', link: './d//../d/a' }, 'inside'],
  ['to the folder itself', { 'd/a': '', link: '.' }, 'inside'],
  ['upwards, and still inside', { 'd/e/a': '', 'd/link': '../d/e' }, 'inside'],
  ['to what is not there', { link: 'gone' }, 'nowhere'],
  ['out of the folder', { link: '../other' }, 'outside'],
  ['out of the folder and back in', { a: '', link: '../api/a' }, 'outside'],
  ['to the root of a machine', { link: '/etc/passwd' }, 'outside'],
  ['to itself', { link: 'link' }, 'circle'],
  ['to a link that leads back', { link: 'other', other: 'link' }, 'circle'],
  ['by way of a link to a folder', { 'd/a': '', to: 'd', link: 'to/a' }, 'inside'],
  // Read as text, “to/../../x” is “../x”; on a disk it is “x”, two folders up from “d/e”.
  [
    'by way of a link, whose .. is where the link leads',
    { x: '', 'd/e/a': '', to: 'd/e', link: 'to/../../x' },
    'inside',
  ],
  ['out by way of a link', { 'd/a': '', to: 'd', link: 'to/../../x' }, 'outside'],
  ['out by way of a link that itself leads out', { to: '..', link: 'to/api' }, 'outside'],
])('a link %s: %#', (_, tree, leads) => {
  expect(followLinks(placed(tree)).find(({ path }) => path === 'link' || path === 'd/link')?.leads).toBe(leads)
})

test('links that lead out are refused, all of them, with a cure that fits', () => {
  const links = followLinks(placed({ a: '/etc', 'node_modules/@colt/shared': '../../../shared', b: 'c', c: '' }))
  expect(linkFaults(links).map(({ message }) => message)).toEqual([
    'Could not bundle a: it is a link to /etc, which is not in the bundle. Put the file itself there, make the link a relative one, or name it in .ebignore.',
    'Could not bundle node_modules/@colt/shared: it is a link to ../../../shared, which is not in the bundle. Install packages of the workspace as copies (npm install --install-links), or name the link in .ebignore.',
  ])
})
