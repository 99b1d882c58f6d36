// A budget of bytes: memory follows what is under way, not the size of the site.

/** Lends bytes to whoever asks and makes the others wait, first come first served. */
export interface Budget {
  /** Waits until `bytes` are free, lends them for the time of the work, and takes them back. */
  spend<Result>(bytes: number, work: () => Promise<Result>): Promise<Result>
}

/** A budget of `total` bytes; a request for more than that waits until it is alone. */
export function byteBudget(total: number): Budget {
  let free = total
  const waiting: { readonly bytes: number; readonly start: () => void }[] = []

  function admit(): void {
    for (let next = waiting[0]; next !== undefined && next.bytes <= free; next = waiting[0]) {
      waiting.shift()
      free -= next.bytes
      next.start()
    }
  }

  return {
    async spend(bytes, work) {
      const lent = Math.min(bytes, total)
      await new Promise<void>((start) => {
        waiting.push({ bytes: lent, start })
        admit()
      })
      try {
        return await work()
      } finally {
        free += lent
        admit()
      }
    },
  }
}
