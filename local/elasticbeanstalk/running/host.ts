// The one machine of an environment that really runs its versions, one process after the other at one address.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { HealthReport } from '../health.ts'
import { runHooks, type Surroundings } from './hooks.ts'
import { freePort } from './port.ts'
import { type Probe, probeOf } from './probe.ts'
import { type AppProcess, startApp } from './process.ts'
import { unpack } from './unpack.ts'

export interface Host {
  /** `http://127.0.0.1:PORT`, the same for every version. */
  readonly url: string
  /** What hooks and application printed, and what became of them. */
  readonly log: string[]
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

interface Live {
  readonly app: AppProcess
  readonly folder: string
}

/** How long a new version may be silent before it counts as deployed and ill. */
const PATIENCE = 5000

export async function openHost({ healthPath, properties, onLook }: HostOptions): Promise<Host> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log: string[] = []
  const env = { PATH: process.env.PATH ?? '', ...properties, PORT: String(port) }
  const probe = probeOf(url + healthPath, onLook)
  let live: Live | undefined
  const clear = async () => {
    await live?.app.stop()
    if (live !== undefined) await rm(live.folder, { recursive: true, force: true })
    live = undefined
  }
  return {
    url,
    log,
    illness: () => (live === undefined ? undefined : illnessOf(live.app, probe)),
    deploy: async (bundle) => {
      const folder = await mkdtemp(join(tmpdir(), 'beanstalk-'))
      const surroundings: Surroundings = { folder, env, log: (line) => log.push(line) }
      try {
        await prepare(bundle, surroundings)
      } catch (error) {
        await rm(folder, { recursive: true, force: true })
        throw error
      }
      await clear()
      live = { app: await startApp(surroundings), folder }
      await firstAnswer(live.app, probe)
      await runHooks('postdeploy', surroundings)
    },
    close: async () => {
      probe.stop()
      await clear()
    },
  }
}

async function prepare(bundle: Uint8Array, surroundings: Surroundings): Promise<void> {
  await unpack(bundle, surroundings.folder)
  await runHooks('prebuild', surroundings)
  await runHooks('predeploy', surroundings)
}

/** Waits until it answers anything or is over, but not longer than it may be silent. */
async function firstAnswer(app: AppProcess, probe: Probe): Promise<void> {
  const end = performance.now() + PATIENCE
  do {
    await probe.look()
    if (typeof probe.seen() === 'number' || app.end() !== undefined) return
    await sleep(25)
  } while (performance.now() < end)
}

function illnessOf(app: AppProcess, probe: Probe): HealthReport | undefined {
  const end = app.end()
  if (end !== undefined) return { status: 'Severe', causes: [`The web process ${end}.`] }
  const seen = probe.seen()
  if (typeof seen === 'number' && seen >= 200 && seen < 300) return undefined
  return { status: 'Severe', causes: [`The health address answers: ${seen ?? 'nothing yet'}.`] }
}
