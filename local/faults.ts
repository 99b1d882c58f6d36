import type { JournalEntry } from './journal.ts'

/** What goes wrong with a request instead of, before or after doing it. */
export type Fault = Refused | Answered | Held | Dropped | Cut | InsideOk | Stalled | Delayed

/** Answers this error and does nothing. */
export interface Refused {
  readonly status: number
  readonly code: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers this and does nothing, as somebody in between would: a firewall, a login, a redirect, a captive portal. */
export interface Answered {
  readonly answer: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string | Buffer
  }
}

/** Holds the request until the promise settles, then does it, even if nobody waits for the answer any more. */
export interface Held {
  readonly before: Promise<unknown>
}

/** Cuts the connection: `before` doing anything, or `after` it was done, so that the answer is lost. */
export interface Dropped {
  readonly drop: 'before' | 'after'
}

/** Does it, and cuts the connection after so many bytes of the answer's body. */
export interface Cut {
  readonly cut: number
}

/** Answers an error inside a 200 and does nothing, as CopyObject and CompleteMultipartUpload may. */
export interface InsideOk {
  readonly insideOk: { readonly code: string; readonly message?: string }
}

/** Neither does nor answers anything; the connection stays open until somebody gives up. */
export interface Stalled {
  readonly stall: true
}

/** Does it after so many real milliseconds. */
export interface Delayed {
  readonly delay: number
}

/** Looks at a request and says what goes wrong with it, if anything. */
export type Rule = (request: JournalEntry) => Fault | undefined

export interface Rules {
  /** Adds a rule; the function it returns takes the rule away again. */
  add(rule: Rule): () => void
  /** What the first rule with an answer says. */
  faultOf(request: JournalEntry): Fault | undefined
}

export function noRules(): Rules {
  const rules = new Set<{ readonly rule: Rule }>()
  return {
    add: (rule) => {
      const added = { rule }
      rules.add(added)
      return () => {
        rules.delete(added)
      }
    },
    faultOf: (request) => {
      for (const { rule } of rules) {
        const fault = rule(request)
        if (fault !== undefined) return fault
      }
      return undefined
    },
  }
}
