// The job summary: what was decided and why, for someone who was not there.

import { expect, test } from '@jest/globals'
import { decide } from '../../../src/target/decide.ts'
import { eventOf } from '../../../src/target/read/event.ts'
import { readInputs } from '../../../src/target/read/inputs.ts'
import { refusalOf, summaryOf } from '../../../src/target/report/summary.ts'
import { apiFile, FILE, siteFile } from '../support/files.ts'
import { byHand, pullRequest, push, type Run } from '../support/runs.ts'

function summaryFor({ env, payload }: Run, text = siteFile): string {
  const { wish, kind } = readInputs(env)
  return summaryOf(decide({ event: eventOf(env, payload), wish, kind, file: FILE, text }))
}

test('of a deploy is a small table', () => {
  expect(summaryFor(push('main'))).toBe(`## Deploy <code>prod</code>

A push to main deploys prod.

| What | Which |
| --- | --- |
| Where | <https://shop.example> |
| Onto | <code>s3://shop.example/dist</code> |
| Build | <code>npm run build -- --configuration prod</code> |
| AWS role | <code>arn:aws:iam::123456789012:role/shop-prod</code> |
| GitHub environment | <code>prod</code> |
`)
})

test('of a rollback names the version, and that nothing is built', () => {
  const run = byHand('main', { environment: 'prod', mode: 'rollback', 'version-label': 'v1' })
  expect(summaryFor(run, apiFile)).toBe(`## Roll back <code>prod</code>

Someone chose to roll back prod by hand, from main.

| What | Which |
| --- | --- |
| Where | <https://api.example> |
| Onto | <code>api/api-prod</code> |
| Version | <code>v1</code> |
| Build | not needed |
| AWS role | <code>arn:aws:iam::123456789012:role/api-prod</code> |
`)
})

test.each<[string, Run, string]>([
  [
    'a release',
    byHand('main', { environment: 'prod', mode: 'rollback', release: '7' }),
    '| Release | <code>7</code> |',
  ],
  ['older commits', byHand('main', { environment: 'prod', 'allow-older': 'true' }), '| Older commits | allowed |'],
  ['no role', pullRequest('main', { from: 'stranger/shop' }), '| AWS role | none |'],
  ['a plan', pullRequest('develop'), '## Plan for <code>dev</code>'],
  ['a resume', byHand('main', { environment: 'dev', mode: 'resume' }), '## Resume <code>dev</code>'],
  ['nothing', push('x'), '## Nothing to deploy\n\nA push to x deploys nothing'],
])('tells %s', (_, run, part) => {
  expect(summaryFor(run)).toContain(part)
})

test('of what cannot be mapped says each sentence, and shows no markup of others', () => {
  expect(refusalOf(['one | <b>', 'two'])).toBe('## Nothing is deployed\n\n> one &#124; &lt;b&gt;\n>\n> two\n')
})
