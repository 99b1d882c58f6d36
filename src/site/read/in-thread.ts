// What the thread does that reads the built site, and how it tells the other one.

import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { parentPort } from 'node:worker_threads'
import { realClock } from '../../shared/clock.ts'
import { Failure } from '../../shared/failure.ts'
import { leavesOf } from '../../shared/leaves.ts'
import type { Log } from '../../shared/log.ts'
import { readInputs, readsBuild, type SiteInputs } from './inputs.ts'
import { readSite } from './site.ts'
import type { Level, Told, ToldFailure } from './thread.ts'

/** Reads the site that the inputs of this run name, if they do. What is wrong with inputs is told by who reports. */
export async function readForOther(): Promise<void> {
  const inputs = soundInputs()
  if (inputs === undefined || !readsBuild(inputs)) return
  const workspace = resolve(process.env.GITHUB_WORKSPACE ?? process.cwd())
  try {
    const found = (paths: readonly string[]) => tell({ kind: 'paths', paths })
    tell({ kind: 'site', site: await readSite(inputs, workspace, { clock: realClock, log }, found) })
  } catch (error) {
    tell({ kind: 'failures', failures: leavesOf(error).map(toldFailure) })
  }
}

function soundInputs(): SiteInputs | undefined {
  try {
    return readInputs(process.env)
  } catch {
    return undefined
  }
}

function tell(told: Told): void {
  parentPort?.postMessage(told)
}

const lineTo = (level: Level) => (line: string) => tell({ kind: 'line', level, line })

const log: Log = {
  group: (_, work) => work(),
  info: lineTo('info'),
  notice: lineTo('notice'),
  warning: lineTo('warning'),
  debug: lineTo('debug'),
}

function toldFailure(error: unknown): ToldFailure {
  const failure = error instanceof Failure ? error : new Failure(error instanceof Error ? error.message : String(error))
  const { what, why, hint, cause = error } = failure
  return { what, why, hint, cause: inspect(cause) }
}
