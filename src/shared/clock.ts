/** Time as the stories see it, so that tests can drive it. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  monotonic(): number
  /** Waits so many milliseconds. */
  sleep(milliseconds: number): Promise<void>
}

export const realClock: Clock = {
  monotonic: () => performance.now(),
  sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
}
