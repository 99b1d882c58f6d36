/**
 * The one error that people read: what could not be done, why, and what to do next.
 *
 * Printed as *what: why. what to do.*; the cause is kept for the debug log.
 */
export class Failure extends Error {
  readonly what: string
  readonly why: string
  readonly hint: string

  constructor(what: string, { why = '', hint = '', cause }: { why?: string; hint?: string; cause?: unknown } = {}) {
    super(sentence(what, why, hint), { cause })
    this.name = 'Failure'
    this.what = what
    this.why = why
    this.hint = hint
  }
}

function sentence(what: string, why: string, hint: string): string {
  const told = why === '' ? what : `${what}: ${why}`
  const ended = /[.!?]$/.test(told) ? told : `${told}.`
  return hint === '' ? ended : `${ended} ${hint}`
}
