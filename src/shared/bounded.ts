// Waiting that has an end. What is waited for cannot be stopped; it is not heeded any longer.

import type { Clock } from './clock.ts'
import type { Gate } from './gate.ts'

/** The answer; undefined where it takes longer than so many milliseconds. */
export async function within<Answer>(
  milliseconds: number,
  clock: Clock,
  answer: Promise<Answer>,
): Promise<Answer | undefined> {
  const over = new AbortController()
  try {
    return await Promise.race([answer, clock.sleep(milliseconds, over.signal).then(() => undefined)])
  } finally {
    over.abort()
  }
}

/** The answer. @throws what shuts the gate, as soon as it is shut. */
export async function unlessShut<Answer>({ signal }: Gate, answer: Promise<Answer>): Promise<Answer> {
  const over = new AbortController()
  const shut = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal })
  })
  try {
    return await Promise.race([shut, answer])
  } finally {
    over.abort()
  }
}
