/** The time Local AWS lives in: real time plus whatever a test has advanced it by. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Lets time pass at once: cached copies expire, invalidations complete, leases grow old. */
  advance(milliseconds: number): void
}

export function localClock(): Clock {
  let advanced = 0
  return {
    now: () => Date.now() + advanced,
    advance: (milliseconds) => {
      advanced += milliseconds
    },
  }
}

/** HTTP and S3 tell time in whole seconds; what they cannot tell, nobody may depend on. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`, the form of Date, Last-Modified and Expires. */
export function httpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString()
}
