// Inputs as the runner hands them over.

import { describe, expect, test } from '@jest/globals'
import { type InputReader, inputReader, unknownInputs } from '../../src/shared/inputs.ts'

const declared = { mode: 'deploy', folder: '', wait: '120', exclude: '', 'keep-releases': '5' } as const

type Name = keyof typeof declared

/** The messages of everything that is wrong once `read` has read what it wants. */
function faultsOf(env: Readonly<Record<string, string>>, read: (reader: InputReader<Name>) => unknown): string[] {
  const reader = inputReader(declared, env)
  read(reader)
  try {
    reader.check()
  } catch (error) {
    return error instanceof AggregateError ? error.errors.map(({ message }) => message) : [String(error)]
  }
  return []
}

describe('a text', () => {
  test.each([
    ['is what was given, without white space around it', { INPUT_FOLDER: '  dist/shop \n' }, 'dist/shop'],
    ['is the declared default where nothing was given', {}, ''],
  ])('%s', (_, env, text) => {
    expect(inputReader(declared, env).text('folder')).toBe(text)
  })

  test('of a name with dashes is found as the runner spells it', () => {
    expect(inputReader(declared, { 'INPUT_KEEP-RELEASES': '7' }).text('keep-releases')).toBe('7')
  })

  test('of a name with a space is found as the runner spells it', () => {
    expect(inputReader({ 'two words': '' }, { INPUT_TWO_WORDS: 'yes' }).text('two words')).toBe('yes')
  })
})

describe('a required input', () => {
  test('that is empty is a fault that names it and says what to do', () => {
    expect(faultsOf({ INPUT_FOLDER: ' ' }, (reader) => reader.required('folder'))).toEqual([
      'Input folder: is required, but it is empty. Set it in the step’s `with:`.',
    ])
  })

  test('that is given is no fault', () => {
    expect(faultsOf({ INPUT_FOLDER: 'dist' }, (reader) => reader.required('folder'))).toEqual([])
  })
})

describe('a choice', () => {
  const choose = (reader: InputReader<Name>) => reader.choice('mode', ['deploy', 'plan'])

  test.each([
    [{}, 'deploy'],
    [{ INPUT_MODE: 'plan' }, 'plan'],
  ])('of %j is %s', (env, word) => {
    expect(choose(inputReader(declared, env))).toBe(word)
    expect(faultsOf(env, choose)).toEqual([])
  })

  test.each(['Plan', 'dry-run'])('“%s” is a fault that lists what can be chosen', (given) => {
    expect(faultsOf({ INPUT_MODE: given }, choose)).toEqual([`Input mode: “${given}” is not one of deploy, plan.`])
  })
})

describe('a whole number', () => {
  const whole = (reader: InputReader<Name>) => reader.whole('wait', 0, 3600)

  test.each([
    ['0', 0],
    ['3600', 3600],
    [' 7 ', 7],
    ['007', 7],
  ])('“%s” is %d', (given, value) => {
    expect(whole(inputReader(declared, { INPUT_WAIT: given }))).toBe(value)
  })

  test.each(['-1', '3601', '1.5', '1e3', '0x10', 'ten', '2 minutes', '99999999999999999999'])(
    '“%s” is none',
    (given) => {
      expect(faultsOf({ INPUT_WAIT: given }, whole)).toEqual([
        `Input wait: “${given}” is not a whole number from 0 to 3600.`,
      ])
    },
  )
})

test('lines are trimmed, and empty ones say nothing', () => {
  const env = { INPUT_EXCLUDE: '\n  drafts/**\r\n\r\n*.map  \n' }
  expect(inputReader(declared, env).lines('exclude')).toEqual(['drafts/**', '*.map'])
})

test('all faults are told at once, in the order in which they were found', () => {
  const faults = faultsOf({ INPUT_MODE: 'x', INPUT_WAIT: 'y' }, (reader) => {
    reader.choice('mode', ['deploy'])
    reader.whole('wait', 1, 2)
    reader.fault('exclude', 'is odd.')
  })
  expect(faults).toEqual([
    'Input mode: “x” is not one of deploy.',
    'Input wait: “y” is not a whole number from 1 to 2.',
    'Input exclude: is odd.',
  ])
})

describe('an input that the action does not declare', () => {
  const names = Object.keys(declared)

  test('is most likely a typing error, and the sentence says of what', () => {
    expect(unknownInputs(names, { 'INPUT_KEEP-RELEASE': '3', INPUT_FOLDER: 'dist' })).toEqual([
      'Input keep-release is unknown and was ignored. Did you mean keep-releases?',
    ])
  })

  test('is none of the other variables of an environment', () => {
    expect(unknownInputs(names, { PATH: '/bin', MY_INPUT_X: '', INPUT_MODE: '', INPUT_WAIT: '1' })).toEqual([])
  })
})
