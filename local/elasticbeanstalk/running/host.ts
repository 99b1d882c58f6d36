// The one machine of an environment that really runs its versions, one process after the other at one address.

import { setTimeout as sleep } from 'node:timers/promises'

import type { HealthReport } from '../health.ts'
import { runHooks } from './hooks.ts'
import { freePort } from './port.ts'
import { prepare } from './prepare.ts'
import { type Probe, probeOf } from './probe.ts'
import { type AppProcess, startApp } from './process.ts'

export interface Host {
  /** `http://127.0.0.1:PORT`, the same for every version. */
  readonly url: string
  /** What hooks and application printed, and what became of them. */
  readonly log: readonly string[]
  note(line: string): void
  /** What is wrong with what runs; undefined where nothing is, and where nothing runs. */
  illness(): HealthReport | undefined
  /** Brings a bundle to life in place of what runs; what goes wrong before its start leaves that running. */
  deploy(bundle: Uint8Array): Promise<void>
  close(): Promise<void>
}

export interface HostOptions {
  readonly healthPath: string
  readonly properties: Readonly<Record<string, string>>
  /** Called after every look at the health. */
  readonly onLook: () => void
}

/** A log that is read by people is short. */
const LINES = 1000

function keep(log: string[], line: string): void {
  log.push(line)
  if (log.length > LINES) log.shift()
}

/** How long a new version may be silent before it counts as deployed and ill. */
const PATIENCE = 15_000

export async function openHost({ healthPath, properties, onLook }: HostOptions): Promise<Host> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log: string[] = []
  const note = (line: string) => keep(log, line)
  const closing = new AbortController()
  const env = { PATH: process.env.PATH ?? '', ...properties, PORT: String(port) }
  const probe = probeOf(url + healthPath, onLook)
  let live: AppProcess | undefined
  let work: Promise<unknown> = Promise.resolve()
  const replace = async (bundle: Uint8Array) => {
    const prepared = await prepare(bundle, { env, log: note, signal: closing.signal })
    await live?.stop()
    live = startApp(prepared)
    await firstAnswer(live, probe, closing.signal)
    await runHooks('postdeploy', prepared)
  }
  return {
    url,
    log,
    note,
    illness: () => (live === undefined ? undefined : illnessOf(live, probe)),
    deploy: (bundle) => {
      const deployed = replace(bundle)
      work = deployed.catch(() => undefined)
      return deployed
    },
    close: async () => {
      probe.stop()
      closing.abort()
      await work
      await live?.stop()
    },
  }
}

/** Waits until it answers anything or is over, but not longer than it may be silent. */
async function firstAnswer(app: AppProcess, probe: Probe, signal: AbortSignal): Promise<void> {
  const end = performance.now() + PATIENCE
  do {
    await probe.look()
    if (typeof probe.seen() === 'number' || app.end() !== undefined) return
    await sleep(25)
  } while (performance.now() < end && !signal.aborted)
}

function illnessOf(app: AppProcess, probe: Probe): HealthReport | undefined {
  const end = app.end()
  if (end !== undefined) return { status: 'Severe', causes: [`The web process ${end}.`] }
  const seen = probe.seen()
  if (typeof seen === 'number' && seen >= 200 && seen < 300) return undefined
  return { status: 'Severe', causes: [`The health address answers: ${seen ?? 'nothing yet'}.`] }
}
