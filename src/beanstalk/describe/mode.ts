// Which files of a bundle may be run: modes get lost on Windows and in artifacts of workflows, so they are known again.

import type { Mode, Program } from '../bundle-model.ts'

/**
 * Elastic Beanstalk runs hooks, which fail with “permission denied” where they may not be run.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html
 */
export function isHook(path: string): boolean {
  return /^\.platform\/(?:config)?hooks\//.test(path)
}

/** Who may already run a file may go on doing so; so may all that can only be meant to be run. */
export function modeOf(path: string, program: Program | undefined, executable: boolean): Mode {
  return executable || isHook(path) || program?.kind === 'script' || isLinuxProgram(path, program) ? 0o755 : 0o644
}

/** Libraries are machine code, too, but nobody runs them. */
function isLinuxProgram(path: string, program: Program | undefined): boolean {
  return program?.kind === 'binary' && program.system === 'linux' && !/\.(?:node|a|o|ko|so(?:\.\d+)*)$/.test(path)
}
