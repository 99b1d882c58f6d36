// The one place where a run is failed, seen from outside: what it prints, and how its process ends.

import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { messagesOf } from '../../src/shared/action.ts'
import { Failure } from '../../src/shared/failure.ts'
import { leavesOf } from '../../src/shared/leaves.ts'
import { PartialFailure } from '../../src/shared/parallel.ts'

const shared = pathToFileURL(resolve(import.meta.dirname, '../../src/shared')).href

/** Runs a story in a process of its own, as the runner does. */
function run(story: string): Promise<{ readonly exitCode: number; readonly lines: readonly string[] }> {
  const script = `
    const { runAction } = await import('${shared}/action.ts')
    const { runnerLog: log } = await import('${shared}/log.ts')
    const { Failure } = await import('${shared}/failure.ts')
    await runAction(async () => { ${story} })
    process.stdout.write('goes on\\n')`
  return new Promise((end) => {
    const child = execFile(process.execPath, ['--input-type=module', '-e', script], (_, out) => {
      end({ exitCode: child.exitCode ?? -1, lines: out.split('\n').filter((line) => line !== '') })
    })
  })
}

describe('the messages of an error', () => {
  const [one, two, three] = [new Failure('One', { why: 'a' }), new Error('two'), new Failure('Three')]

  test.each<[string, unknown, string[]]>([
    ['a failure', one, ['One: a.']],
    ['another error', two, ['two']],
    ['what is no error', 'odd', ['odd']],
    ['several that were awaited together', new AggregateError([one, two]), ['One: a.', 'two']],
    ['several of one stage', new PartialFailure([one, two], 7), ['One: a.', 'two', '7 more were not tried.']],
    [
      'collections in collections, in their order',
      new AggregateError([new PartialFailure([one, new AggregateError([two])], 0), three]),
      ['One: a.', 'two', 'Three.'],
    ],
    [
      'one that several things met, once',
      new AggregateError([one, new PartialFailure([two, one, two], 0), two]),
      ['One: a.', 'two'],
    ],
    ['one that several of a stage met, once', new PartialFailure([two, one, two], 0), ['two', 'One: a.']],
    [
      'what was not tried in each of several',
      new PartialFailure([new PartialFailure([two], 2)], 3),
      ['two', '2 more were not tried.', '3 more were not tried.'],
    ],
  ])('of %s', (_, error, messages) => {
    expect(messagesOf(error)).toEqual(messages)
  })
})

test('the errors that an error collects are those that were thrown, so that a story can ask what they are', () => {
  const [one, two] = [new Failure('One'), new Error('two')]
  expect(leavesOf(one)).toEqual([one])
  expect(leavesOf(new AggregateError([new PartialFailure([one], 0), new AggregateError([two, one])]))).toEqual([
    one,
    two,
  ])
})

test('a story that ends well leaves the run green', async () => {
  expect(await run("log.info('all is well')")).toEqual({ exitCode: 0, lines: ['all is well', 'goes on'] })
})

test('a story that throws fails the run, with one annotation that holds every cause', async () => {
  const { exitCode, lines } = await run("throw new AggregateError([new Failure('One'), new Error('two')])")

  expect(exitCode).toBe(1)
  expect(lines.filter((line) => line.startsWith('::error'))).toEqual(['::error::One.%0Atwo'])
  expect(lines.some((line) => line.startsWith('::debug::') && line.includes('AggregateError'))).toBe(true)
})

test('an error cannot smuggle a line of its own into its annotation', async () => {
  const { lines } = await run(String.raw`throw new Failure('Could not read a\n::add-mask::b')`)
  expect(lines.filter((line) => line.startsWith('::error'))).toEqual([
    String.raw`::error::Could not read a\u000a::add-mask::b.`,
  ])
})

test('a story cannot smuggle a line of its own into the log, whatever a file is called', async () => {
  const { lines } = await run(String.raw`
    const name = 'a\n::add-mask::b'
    log.info(name); log.notice(name); log.warning(name); log.debug(name)
    await log.group(name, async () => {})`)

  const shown = String.raw`a\u000a::add-mask::b`
  expect(lines).toEqual([
    shown,
    `::notice::${shown}`,
    `::warning::${shown}`,
    `::debug::${shown}`,
    `::group::${shown}`,
    '::endgroup::',
    'goes on',
  ])
})

test('the debug log holds the causes of an error, those of collected ones too', async () => {
  const shared = pathToFileURL(resolve(import.meta.dirname, '../../src/shared')).href
  const script = `
    const { runAction } = await import('${shared}/action.ts')
    const { Failure } = await import('${shared}/failure.ts')
    await runAction(async () => {
      throw new AggregateError([new Failure('Could not list', { why: 'no', cause: new Error('deep cause') })])
    })`
  const out = await new Promise<string>((end) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], (_, text) => end(text))
  })
  expect(out).toContain('deep cause')
})

test('a cause that hit several things is told in full once, and the others are named', async () => {
  const missing = (id: string) =>
    new Failure(`Could not read distribution ${id}`, {
      why: 'this account has no such distribution',
      hint: 'Check it.',
    })

  expect(messagesOf(new AggregateError([missing('E1'), missing('E2')]))).toEqual([
    'Could not read distribution E1: this account has no such distribution. Check it.',
    'Could not read distribution E2: the same.',
  ])
})
