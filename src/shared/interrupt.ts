// A run that somebody cancels stops by itself: GitHub sends SIGINT, SIGTERM 7.5 seconds later, and kills 2.5 seconds after.

import { Failure } from './failure.ts'
import type { Gate } from './gate.ts'

const signals = ['SIGINT', 'SIGTERM'] as const

type Signal = (typeof signals)[number]

/** As much of Node's `process` as signals take. */
export interface Interruptible {
  on(signal: Signal, listener: (signal: Signal) => void): unknown
  off(signal: Signal, listener: (signal: Signal) => void): unknown
}

export class Interrupted extends Failure {
  constructor(signal: Signal) {
    super('The run was cancelled', { why: `it got ${signal}` })
    this.name = 'Interrupted'
  }
}

/** Shuts the gate at the first of these signals; the answer stops listening. */
export function onInterrupt(gate: Gate, process: Interruptible): () => void {
  const interrupt = (signal: Signal): void => gate.shut(new Interrupted(signal))
  for (const signal of signals) process.on(signal, interrupt)
  return () => {
    for (const signal of signals) process.off(signal, interrupt)
  }
}
