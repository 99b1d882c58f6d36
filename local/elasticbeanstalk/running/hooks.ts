// Platform hooks: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html

import { execFile } from 'node:child_process'
import { access, constants, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export type Stage = 'prebuild' | 'predeploy' | 'postdeploy'

/** How long one hook may take. AWS has the bound of the whole command, ten minutes unless set. */
const BOUND = 30_000

export interface Surroundings {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly log: (line: string) => void
  /** Aborted when all ends. */
  readonly signal: AbortSignal
}

/** Runs the hooks of a stage in the order of their names; the first that fails, or is not executable, ends it. */
export async function runHooks(stage: Stage, { folder, env, log, signal }: Surroundings): Promise<void> {
  const place = join(folder, '.platform', 'hooks', stage)
  const names = await readdir(place).catch(() => [])
  for (const name of names.sort()) {
    signal.throwIfAborted()
    const hook = join(place, name)
    log(`Running platform hook: .platform/hooks/${stage}/${name}`)
    await access(hook, constants.X_OK).catch(() => {
      throw new Error(`fork/exec .platform/hooks/${stage}/${name}: permission denied`)
    })
    const { stdout, stderr } = await execute(hook, [], { cwd: folder, env, timeout: BOUND, signal })
    for (const line of `${stdout}${stderr}`.split('\n').filter((text) => text !== '')) log(line)
  }
}
