// What a process takes, as the kernel tells it to the parent that waits for it: Node cannot ask that (`wait4`), Python can.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Spent } from './model.ts'

/** No run takes longer: seconds. */
const LIMIT = 3600

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  /** All of its environment but PATH and HOME. */
  readonly env: Readonly<Record<string, string>>
}

/** Runs what is given to it behind a command line that measures, and reads what that has written. */
export async function measured(run: (through: readonly string[]) => Promise<unknown>): Promise<Spent> {
  const folder = await mkdtemp(join(tmpdir(), 'measured-'))
  const told = join(folder, 'spent.json')
  try {
    await run(['python3', join(import.meta.dirname, 'measured.py'), told, String(LIMIT)])
    return spentIn(await readFile(told, 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs a program to its end; throws with its last words when it fails. */
export function spend(command: Command, signal: AbortSignal): Promise<Spent> {
  return measured((through) => finished(command, through, signal))
}

/** The signal ends it by SIGTERM, which makes the measuring process end the program. */
async function finished({ program, args, env }: Command, through: readonly string[], signal: AbortSignal) {
  const [first = program, ...rest] = [...through, program, ...args]
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(first, rest, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'], signal })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2000)
    })
  }
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done))
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${words}`)
}

function spentIn(text: string): Spent {
  const { wall, cpu, memory }: Spent = JSON.parse(text)
  return { wall, cpu, memory }
}
