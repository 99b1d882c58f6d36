// What an action is told by the runner, and what it tells back, without any package: a stand-in has none.

import { appendFileSync } from 'node:fs'

/** The inputs of the step. @throws where one is given that the real action does not have */
export function inputs<Name extends string>(known: readonly Name[]): Readonly<Record<Name, string>> {
  const given = Object.keys(process.env).filter((name) => name.startsWith('INPUT_'))
  const foreign = given.filter((name) => !known.some((one) => variable(one) === name))
  if (foreign.length > 0) fail(`Unexpected input(s) ${foreign.join(', ')}, valid inputs are ${known.join(', ')}`)
  return Object.assign({}, ...known.map((name) => ({ [name]: (process.env[variable(name)] ?? '').trim() })))
}

function variable(name: string): string {
  return `INPUT_${name.toUpperCase()}`
}

/** A variable of the runner, which must be there. */
export function told(name: string): string {
  return process.env[name] || fail(`${name} is not set`)
}

export function setOutput(name: string, value: string): void {
  appendFileSync(told('GITHUB_OUTPUT'), `${name}=${value}\n`)
}

export function exportVariable(name: string, value: string): void {
  appendFileSync(told('GITHUB_ENV'), `${name}=${value}\n`)
}

/** Ends the step as a failure. */
export function fail(sentence: string): never {
  console.log(`::error::${sentence}`)
  process.exit(1)
}
