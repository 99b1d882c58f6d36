// Work that a test lets end, or fail, at the moment it chooses.

export interface Moment<Result = void> {
  readonly promise: Promise<Result>
  end(result: Result): void
  fail(error: unknown): void
}

export function moment<Result = void>(): Moment<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  return { promise, end: resolve, fail: reject }
}

/** Lets everything run that has nothing left to wait for. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}
