/** What will happen by itself as time passes. Nothing ticks: who looks lets happen first what was due by then. */
export interface Agenda {
  /** Of two that are due at one time, the one that was added first happens first. */
  add(at: number, happen: (at: number) => void): void
  /** Lets everything happen that is due, each at its own time. */
  catchUp(now: number): void
  clear(): void
}

interface Due {
  readonly at: number
  readonly happen: (at: number) => void
}

export function emptyAgenda(): Agenda {
  const open: Due[] = []
  return {
    add: (at, happen) => {
      const after = open.findIndex((due) => due.at > at)
      open.splice(after < 0 ? open.length : after, 0, { at, happen })
    },
    catchUp: (now) => {
      for (let next = open[0]; next !== undefined && next.at <= now; next = open[0]) {
        open.shift()
        next.happen(next.at)
      }
    },
    clear: () => {
      open.length = 0
    },
  }
}
