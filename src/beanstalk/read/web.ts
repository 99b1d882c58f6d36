// Looks at the API through its public address. No redirect is followed: the first answer is the API's own.

import type { Gate } from '../../shared/gate.ts'
import type { WebLook } from '../model.ts'
import type { Web } from '../ports.ts'

/** Milliseconds for an answer. */
const PATIENCE = 10_000

export function webClient(gate: Gate, send: typeof fetch = fetch): Web {
  return {
    async look(url, status) {
      const signal = AbortSignal.any([gate.signal, AbortSignal.timeout(PATIENCE)])
      try {
        const answer = await send(url, { redirect: 'manual', signal, headers: { 'user-agent': 'colt-deploy' } })
        await answer.body?.cancel()
        return lookOf(answer.status, status)
      } catch (error) {
        gate.signal.throwIfAborted()
        return { isRight: false, what: `no answer (${reasonOf(error)})` }
      }
    },
  }
}

function lookOf(status: number, wanted: number): WebLook {
  const isRight = status === wanted
  return { isRight, what: isRight ? `status ${status}` : `status ${status}, not ${wanted}` }
}

interface FetchError {
  readonly name?: unknown
  readonly code?: unknown
  readonly cause?: unknown
}

/** The first code along the causes; never a message, which may quote the address. */
function reasonOf(error: unknown): string {
  const { name, code, cause }: FetchError = Object(error)
  if (typeof code === 'string') return code
  if (cause !== undefined) return reasonOf(cause)
  return name === 'TimeoutError' ? `none within ${PATIENCE / 1000} s` : String(name ?? 'unknown')
}
