// The thread that reads the built site, from its other end: what it tells, when, and what becomes of one that breaks.

import { expect, test } from '@jest/globals'
import { messagesOf } from '../../../src/shared/action.ts'
import type { BuiltSite } from '../../../src/site/file-model.ts'
import { beginReading, type Told } from '../../../src/site/read/thread.ts'
import { caught } from '../../shared/support/caught.ts'
import { recordingLog } from '../../shared/support/log.ts'

const site: BuiltSite = { files: [], proven: new Set(['main-AAAA1111.js']) }

/** A thread that tells this, and then does that. */
function telling(all: readonly Told[], then = ''): URL {
  // Sets have no JSON; the site is the only message that has one.
  const spoken = all.map((told) =>
    told.kind === 'site' ? `{ kind: 'site', site: ${siteText} }` : JSON.stringify(told),
  )
  const script = `import { parentPort } from 'node:worker_threads'
    ${spoken.map((told) => `parentPort.postMessage(${told})`).join('\n')}
    ${then}`
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
}
const siteText = "{ files: [], proven: new Set(['main-AAAA1111.js']) }"

const line = (text: string): Told => ({ kind: 'line', level: 'info', line: text })

test('its lines and the site are heard in their order, however late somebody asks', async () => {
  const reading = beginReading(
    telling([line('one'), { kind: 'line', level: 'notice', line: 'two' }, { kind: 'site', site }]),
  )
  // Another one that began later has answered.
  await beginReading(telling([{ kind: 'site', site }])).site(recordingLog())
  const log = recordingLog()
  expect(await reading.site(log)).toEqual(site)
  expect(log.lines).toEqual(['info: one', 'notice: two'])
})

test('the paths are heard, too', async () => {
  const heard: (readonly string[])[] = []
  const reading = beginReading(
    telling([
      { kind: 'paths', paths: ['a', 'b'] },
      { kind: 'site', site },
    ]),
  )
  await reading.site(recordingLog(), (paths) => heard.push(paths))
  expect(heard).toEqual([['a', 'b']])
})

test('every failure is told as it was', async () => {
  const failures = [
    { what: 'Could not read a', why: 'it is gone', hint: 'Build again.', cause: 'ENOENT' },
    { what: 'Could not read b', why: '', hint: '', cause: '' },
  ]
  const error = await caught(beginReading(telling([{ kind: 'failures', failures }])).site(recordingLog()))
  expect(messagesOf(error)).toEqual(['Could not read a: it is gone. Build again.', 'Could not read b.'])
})

test.each([
  ['throws', "throw new Error('out of order')", 'out of order'],
  ['ends', 'process.exit(3)', 'exit code 3'],
])('one that %s before its answer is a failure, and nobody waits for it', async (_, then, why) => {
  const reading = beginReading(telling([line('one')], then))
  const error = await caught(reading.site(recordingLog()))
  expect(messagesOf(error)).toEqual([expect.stringMatching(/^Could not read the built site: the thread/)])
  expect(messagesOf(error)[0]).toContain(why)
})
