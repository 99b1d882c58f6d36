// Labels that people can read, and AWS takes.

import { expect, test } from '@jest/globals'
import { versionLabel } from '../../../src/beanstalk/describe/label.ts'

const given = {
  environment: 'api-prod',
  ref: 'refs/heads/main',
  commit: '0123456789'.padEnd(40, 'a'),
  identity: 'f'.repeat(64),
}

test.each([
  ['a branch', {}, 'api-prod-main-0123456-ffffffff'],
  ['a branch with slashes', { ref: 'refs/heads/feature/über' }, 'api-prod-feature--ber-0123456-ffffffff'],
  ['a tag', { ref: 'refs/tags/v1.2_3' }, 'api-prod-v1.2_3-0123456-ffffffff'],
  ['no commit', { commit: '' }, 'api-prod-main-ffffffff'],
  ['no ref', { ref: '' }, 'api-prod-0123456-ffffffff'],
])('of %s', (_, change, label) => {
  expect(versionLabel({ ...given, ...change })).toBe(label)
})

test('of a long ref keeps what tells versions apart, within a hundred characters', () => {
  const label = versionLabel({ ...given, ref: `refs/heads/${'long-'.repeat(40)}` })
  expect(label).toHaveLength(100)
  expect(label).toMatch(/-0123456-ffffffff$/)
})
