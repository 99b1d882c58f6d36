// The process of a version that is live.

import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'

import type { Prepared } from './prepare.ts'

export interface AppProcess {
  /** How it ended by itself; undefined while it runs. */
  end(): string | undefined
  /** Ends it, and removes its folder. */
  stop(): Promise<void>
}

/** Until it is killed, after it was asked to end. */
const GRACE = 2000

export function startApp({ command, folder, env, log }: Prepared): AppProcess {
  const child = spawn(command.program, command.words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', log)
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let end: string | undefined
  const ended = new Promise<void>((resolve) => {
    const settle = (how: string) => {
      end ??= how
      process.off('exit', kill)
      log(`web process ${how}`)
      resolve()
    }
    child.once('error', (error) => settle(`could not start: ${error.message}`))
    child.once('exit', (code, signal) => settle(`exited with ${code ?? signal}`))
  })
  return {
    end: () => end,
    stop: async () => {
      if (end === undefined) await stopped(child, ended)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function stopped(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE)
  await ended
  clearTimeout(timer)
}
