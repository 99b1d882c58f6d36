// Names and choices of strangers: whatever they are, no output holds what means something to somebody else.

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { apiFile, siteFile } from './support/files.ts'
import { byHand, outputsFor, pullRequest, push, type Run, refusalFor } from './support/runs.ts'

const barbs = [
  '\n',
  '\r',
  `\${{ github.token }}`,
  '$(id)',
  '`id`',
  "'",
  '"',
  ';',
  '|',
  '&&',
  '<<EOF',
  '::set-output name=role::x',
  '##[error]',
  '%0A',
  '\u2028',
  '\u202e',
  '<script>',
  '\\',
]
const branches = fc
  .array(fc.oneof(fc.constantFrom(...barbs), fc.constantFrom('main', 'dev', '/', 'x', '..'), fc.string()))
  .map((parts) => parts.join(''))
const words = fc.oneof(branches, fc.constantFrom('prod', 'dev', '', 'rollback', 'plan', '1', 'v1', 'true'))

const modes = fc.constantFrom('rollback', 'plan')
/** Runs by hand that are as they should be, but for one word. */
const labelled = fc
  .record({
    mode: modes,
    label: fc.oneof(
      fc.constantFrom('', 'v1'),
      words.map((word) => `v1${word}`),
      words,
    ),
  })
  .map(({ mode, label }) => byHand('main', { environment: 'prod', mode, 'version-label': label }))
const released = fc
  .record({
    from: fc.oneof(fc.constant('main'), branches),
    mode: modes,
    release: fc.oneof(fc.constantFrom('', '7'), words),
  })
  .map(({ from, mode, release }) => byHand(`refs/heads/${from}`, { environment: 'dev', mode, release }))
const chosen = fc
  .record({ ref: branches, environment: words, mode: words, release: words, 'allow-older': words })
  .map(({ ref, ...choices }) => byHand(`refs/heads/${ref}`, choices))

const runs: fc.Arbitrary<Run> = fc.oneof(
  branches.map(push),
  branches.map((base) => pullRequest(base)),
  branches.map((from) => pullRequest('main', { from })),
  labelled,
  released,
  chosen,
)

/** What nobody evaluates: no line break, no quote, no dollar, no brace, no shell operator. */
const harmless = /^[\p{L}\p{N} ._@+#=,:;*?()/-]*$/u

/** These come from the file alone, which is reviewed as code is. */
const ofFile = ['build', 'settings', 'headers']

describe('whoever names branches and chooses words', () => {
  test.each([
    ['a site', siteFile],
    ['an API', apiFile],
  ])('gets nothing into an output of %s that means something', (_, file) => {
    const modes = new Set<string | undefined>()
    fc.assert(
      fc.property(runs, (run) => {
        if (refusalFor(run, file).length > 0) return
        modes.add(outputsFor(run, file).mode)
        const outputs = Object.entries(outputsFor(run, file))
        expect(outputs.filter(([name, value]) => !ofFile.includes(name) && !harmless.test(value))).toEqual([])
      }),
      { numRuns: 300 },
    )
    expect([...modes]).toEqual(expect.arrayContaining(['none', 'plan', 'rollback']))
  })

  test('gets from the file what the file says, and nothing else', () => {
    const settings = ['prod', 'dev'].map((branch) => outputsFor(push(branch === 'prod' ? 'main' : 'dev')))
    const known = new Set(['{}', ...settings.map((outputs) => outputs.settings)])
    const builds = new Set(['', ...settings.map(({ build }) => build)])
    fc.assert(
      fc.property(runs, (run) => {
        if (refusalFor(run).length > 0) return
        const { settings: given, build } = outputsFor(run)
        expect([known.has(given), builds.has(build)]).toEqual([true, true])
      }),
    )
  })

  test('never reaches prod but from main', () => {
    fc.assert(
      fc.property(runs, (run) => {
        if (refusalFor(run).length > 0) return
        const { environment, role = '' } = outputsFor(run)
        if (environment === 'prod' && role.endsWith('/shop-prod')) expect(run.env.GITHUB_REF).toBe('refs/heads/main')
      }),
      { numRuns: 200 },
    )
  })
})

describe('a branch', () => {
  const glob = fc
    .array(fc.constantFrom('a', 'b', '*', '**', '?', '-'), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('').replace(/\*{3,}/g, '**'))
  const globs = fc.array(
    fc.array(glob, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 3 },
  )
  const names = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'a-b', 'x'), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('/'))

  test('is deployed by one environment at most: a file with two is refused, or the push is', () => {
    const seen = { deployed: 0, refused: 0 }
    fc.assert(
      fc.property(globs, globs, names, (prod, dev, branch) => {
        const text = siteFile.replace('[main]', JSON.stringify(prod)).replace('[develop, dev]', JSON.stringify(dev))
        const [only, other] = [
          text.replace(/^ {2}branches.*\n(?=[\s\S]*dev:)/m, ''),
          text.replace(/(dev:\n) {2}branches.*\n/, '$1'),
        ]
        const owners = [other, only].map((one) => outputsFor(push(branch), one).environment)
        const refused = refusalFor(push(branch), text).length > 0
        if (owners[0] === 'prod' && owners[1] === 'dev') expect(refused).toBe(true)
        else if (!refused) expect(outputsFor(push(branch), text).environment).toBe(owners[0] || owners[1])
        seen[refused ? 'refused' : 'deployed'] += 1
      }),
      { numRuns: 200 },
    )
    expect([seen.deployed > 20, seen.refused > 20]).toEqual([true, true])
  })
})
