// The process of a version that is live.

import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { commandIn } from './command.ts'
import type { Surroundings } from './hooks.ts'

export interface AppProcess {
  /** How it ended by itself; undefined while it runs. */
  end(): string | undefined
  stop(): Promise<void>
}

/** Until it is killed, after it was asked to end. */
const GRACE = 2000

export async function startApp({ folder, env, log }: Surroundings): Promise<AppProcess> {
  const { program, words } = await commandIn(folder)
  const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', log)
  let end: string | undefined
  const ended = new Promise<void>((resolve) => {
    const settle = (how: string) => {
      end ??= how
      log(`web process ${how}`)
      resolve()
    }
    child.once('error', (error) => settle(`could not start: ${error.message}`))
    child.once('exit', (code, signal) => settle(`exited with ${code ?? signal}`))
  })
  return { end: () => end, stop: () => stop(child, ended) }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE)
  await ended
  clearTimeout(timer)
}
