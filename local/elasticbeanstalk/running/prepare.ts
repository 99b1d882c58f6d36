// A version before its start: unpacked in a folder of its own, with all that comes before it done.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Command, commandIn } from './command.ts'
import { runHooks, type Surroundings } from './hooks.ts'
import { unpack } from './unpack.ts'

export interface Prepared extends Surroundings {
  readonly command: Command
}

/** What goes wrong here leaves nothing behind. */
export async function prepare(bundle: Uint8Array, around: Omit<Surroundings, 'folder'>): Promise<Prepared> {
  const folder = await mkdtemp(join(tmpdir(), 'beanstalk-'))
  const surroundings = { ...around, folder }
  try {
    await unpack(bundle, folder)
    await runHooks('prebuild', surroundings)
    await runHooks('predeploy', surroundings)
    const command = await commandIn(folder)
    around.signal.throwIfAborted()
    return { ...surroundings, command }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}
