// Inputs as the runner hands them over: INPUT_* variables, read once, with every fault told by the input's name.

import { closestMatch } from 'leven'
import { Failure } from './failure.ts'

/** What `action.yml` declares: each input's name with its default, '' where there is none. */
export type Declared<Name extends string> = Readonly<Record<Name, string>>

export interface InputReader<Name extends string> {
  /** The value without surrounding white space; the declared default when it is empty or not given. */
  text(name: Name): string
  /** The same for an input whose empty value means something. */
  textOrEmpty(name: Name): string
  /** The value, which must not be empty. */
  required(name: Name): string
  /** One of the given words. */
  choice<Word extends string>(name: Name, words: readonly [Word, ...Word[]]): Word
  /** A whole number within bounds. */
  whole(name: Name, least: number, most: number): number
  /** Lines that are not empty. */
  lines(name: Name): readonly string[]
  /** Notes a fault in an input. */
  fault(name: Name, sentence: string): void
  /** Fails with all faults at once. */
  check(): void
}

/** Reads declared inputs from a runner's environment. */
export function inputReader<Name extends string>(
  declared: Declared<Name>,
  env: Readonly<Record<string, string | undefined>>,
): InputReader<Name> {
  const faults: string[] = []
  const textOrEmpty = (name: Name): string => (env[variable(name)] ?? declared[name]).trim()
  const text = (name: Name): string => textOrEmpty(name) || declared[name]
  const fault = (name: Name, sentence: string): void => {
    faults.push(`Input ${name}: ${sentence}`)
  }
  return {
    text,
    textOrEmpty,
    fault,
    required(name) {
      if (text(name) === '') fault(name, 'is required, but it is empty. Set it in the step’s `with:`.')
      return text(name)
    },
    choice(name, words) {
      const given = text(name)
      const found = words.find((word) => word === given)
      if (found === undefined) fault(name, `“${given}” is not one of ${words.join(', ')}.`)
      return found ?? words[0]
    },
    whole(name, least, most) {
      const given = text(name)
      const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
      if (value >= least && value <= most) return value
      fault(name, `“${given}” is not a whole number from ${least} to ${most}.`)
      return least
    },
    lines: (name) =>
      text(name)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    check() {
      if (faults.length > 0) throw new AggregateError(faults.map((message) => new Failure(message)))
    },
  }
}

/** A sentence for every INPUT_* variable that the action does not declare: most likely a typing error. */
export function unknownInputs(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const known = new Set(names.map(variable))
  return Object.keys(env)
    .filter((key) => key.startsWith('INPUT_') && !known.has(key))
    .map((key) => key.slice('INPUT_'.length).toLowerCase())
    .map((given) => `Input ${given} is unknown and was ignored. Did you mean ${closestMatch(given, [...names])}?`)
}

/** `keep-releases` → `INPUT_KEEP-RELEASES`. https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs */
function variable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}
