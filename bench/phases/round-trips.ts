// The same at each round trip: straight to the server, or through the proxy.

import { startProxy } from '../latency-proxy.ts'
import type { Comparison, Stage } from '../model.ts'

type Measure = (roundTrip: number, endpoint: string) => Promise<readonly Comparison[]>

export async function atEachRoundTrip({ server, roundTrips }: Stage, measure: Measure): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  for (const roundTrip of roundTrips) {
    const proxy = roundTrip === 0 ? undefined : await startProxy(server.endpoint, roundTrip)
    try {
      comparisons.push(...(await measure(roundTrip, proxy?.endpoint ?? server.endpoint)))
    } finally {
      await proxy?.close()
    }
  }
  return comparisons
}
