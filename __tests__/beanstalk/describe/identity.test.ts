// What the identity of a bundle depends on, and what not.

import { expect, test } from '@jest/globals'
import type { BundleEntry } from '../../../src/beanstalk/bundle-model.ts'
import { identityOf } from '../../../src/beanstalk/describe/identity.ts'

const file: BundleEntry = { kind: 'file', path: 'b', mode: 0o644, size: 1, sha256: 'aa', program: undefined }
const link: BundleEntry = { kind: 'link', path: 'a', target: 'b' }

test('it is the same in any order, and known for good', () => {
  expect(identityOf([file, link])).toBe(identityOf([link, file]))
  expect(identityOf([file, link])).toBe('5adaf2af3fcf7d09840a89762b9df4a5e2f50bc524876db9d0ff10cf9e11a11d')
})

test.each<[string, readonly BundleEntry[]]>([
  ['another path', [{ ...file, path: 'c' }, link]],
  ['another mode', [{ ...file, mode: 0o755 }, link]],
  ['other bytes', [{ ...file, sha256: 'ab' }, link]],
  ['another target', [file, { ...link, target: 'c' }]],
  ['a file instead of a link', [file, { ...file, path: 'a' }]],
  ['one entry less', [file]],
])('%s is another bundle', (_, entries) => {
  expect(identityOf(entries)).not.toBe(identityOf([file, link]))
})
