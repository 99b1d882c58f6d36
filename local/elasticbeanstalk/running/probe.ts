// Asks an application again and again how it is, as a load balancer does.

/** What was last seen: a status, or why there was none. */
export interface Probe {
  seen(): number | string | undefined
  /** Looks now. */
  look(): Promise<void>
  stop(): void
}

/** Milliseconds between two looks, and how long an answer may take. AWS looks every five or ten seconds. */
const INTERVAL = 200
const BOUND = 2000

export function probeOf(url: string, onLook: () => void): Probe {
  let seen: number | string | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const look = async () => {
    seen = await answerOf(url)
    if (!stopped) onLook()
  }
  const again = async () => {
    await look()
    if (!stopped) timer = setTimeout(again, INTERVAL).unref()
  }
  timer = setTimeout(again, INTERVAL).unref()
  return {
    seen: () => seen,
    look,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

async function answerOf(url: string): Promise<number | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(BOUND) })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return 'no answer'
  }
}
