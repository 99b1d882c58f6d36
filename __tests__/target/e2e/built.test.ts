// The built action as the runner starts it.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { type ActionResult, runAction } from '../../../local/runner.ts'
import { FILE, siteFile } from '../support/files.ts'
import { byHand, deletion, outputsFor, pullRequest, push, type Run } from '../support/runs.ts'

const folder = await mkdtemp(join(tmpdir(), 'target-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

let runs = 0

async function run({ env, payload }: Run, text = siteFile): Promise<ActionResult> {
  runs += 1
  const workspace = join(folder, `run-${runs}`)
  await mkdir(join(workspace, '.github'), { recursive: true })
  await writeFile(join(workspace, FILE), text)
  const event = join(workspace, 'event.json')
  await writeFile(event, JSON.stringify(payload))
  return await runAction({ action: 'target', inputs: {}, env: { ...env, GITHUB_EVENT_PATH: event }, workspace })
}

test.each<[string, Run, string]>([
  ['a push to main', push('main'), 'Deploy <code>prod</code>'],
  ['a push to develop', push('develop'), 'Deploy <code>dev</code>'],
  ['a push to another branch', push('feature/cart'), 'Nothing to deploy'],
  ['a deleted branch', deletion('feature/cart'), 'Nothing to deploy'],
  [
    'a rollback',
    byHand('main', { environment: 'prod', mode: 'rollback', release: '7' }),
    'Roll back <code>prod</code>',
  ],
  ['a pull request', pullRequest('main'), 'Plan for <code>prod</code>'],
  ['a pull request from a fork', pullRequest('main', { from: 'stranger/shop' }), 'Plan for <code>prod</code>'],
])('%s ends green, with the outputs and a summary', async (_, given, title) => {
  const { exitCode, outputs, summary, annotations } = await run(given)
  expect({ exitCode, outputs, annotations }).toEqual({
    exitCode: 0,
    outputs: outputsFor(given),
    annotations: { error: [], warning: [], notice: [] },
  })
  expect(summary).toContain(`## ${title}`)
})

test('settings of several lines come through as they are', async () => {
  const text = siteFile.replace(
    '  bucket: shop',
    '  headers: |\n    *.html  X-A: 1\n\n    ::warning::x\n    EOF\n  bucket: shop',
  )
  const { outputs, annotations } = await run(push('main'), text)
  expect(outputs.headers).toBe('*.html  X-A: 1\n\n::warning::x\nEOF')
  expect(annotations.warning).toEqual([])
})

test('a faulty file fails with every fault, sets no output, and says so in the summary', async () => {
  const text = siteFile.replace('  bucket: shop', '  bukcet: shop').replace('/shop-dev', '')
  const { exitCode, outputs, annotations, summary } = await run(push('feature/cart'), text)
  expect({ exitCode, outputs }).toEqual({ exitCode: 1, outputs: {} })
  expect(annotations.error.join('\n').split('\n')).toEqual([
    `${FILE}:1: prod has no bucket. Add it.`,
    `${FILE}:5: bukcet is not known in prod. Did you mean bucket?`,
    `${FILE}:10: role: “arn:aws:iam::210987654321:role” is not the ARN of a role, such as arn:aws:iam::123456789012:role/shop-prod.`,
  ])
  expect(summary).toContain('## Nothing is deployed')
})

test('what may not fails, and the sentence is in the log', async () => {
  const { exitCode, outputs, annotations } = await run(byHand('develop', { environment: 'prod' }))
  expect({ exitCode, outputs }).toEqual({ exitCode: 1, outputs: {} })
  expect(annotations.error).toEqual([
    `Could not deploy prod from develop: by hand that may be done from main. Choose it under “Use workflow from”, or change by-hand of prod in ${FILE}.`,
  ])
})

test('names of strangers break out of neither log nor outputs', async () => {
  const branch = `x\n::set-output name=role::stolen\n$(id)\${{ github.token }}`
  const [pushed, asked] = await Promise.all([
    run(push(branch)),
    run(byHand('main', { environment: branch, mode: branch })),
  ])
  expect(pushed.outputs).toEqual(outputsFor(push(branch)))
  expect(pushed.outputs).toMatchObject({ mode: 'none', role: '' })
  expect([...pushed.lines, ...asked.lines].filter((line) => line.startsWith('::set-output'))).toEqual([])
  expect(asked).toMatchObject({ exitCode: 1, outputs: {} })
})

test('an input that nobody knows is warned about', async () => {
  const { annotations } = await run({ ...push('main'), env: { ...push('main').env, INPUT_SETTING: 'x.yml' } })
  expect(annotations.warning).toEqual(['Input setting is unknown and was ignored. Did you mean settings?'])
})
