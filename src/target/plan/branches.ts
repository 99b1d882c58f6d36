// Branches and the globs that they belong to.

import picomatch from 'picomatch'
import type { Environment, Glob, Settings } from '../model.ts'

export function isAmong(globs: readonly Glob[], branch: string): boolean {
  return branch !== '' && globs.some(({ glob }) => matches(glob, branch))
}

/** The same on every system: a branch is no path of Windows. */
export function matches(glob: string, branch: string): boolean {
  return glob === branch || picomatch(glob, { dot: true, windows: false })(branch)
}

/** The environments that a push to a branch deploys; more than one is a fault. */
export function claimants(branch: string, { environments }: Settings): readonly Environment[] {
  return environments.filter(({ branches }) => isAmong(branches, branch))
}

/** A name that others chose, without anything that means something to a shell, to GitHub or to Markdown. */
export function shown(branch: string): string {
  return branch.replace(/[^\p{L}\p{N}._@+#=,/-]/gu, '?').slice(0, 250)
}

export function globList(globs: readonly Glob[]): string {
  return globs.map(({ glob }) => glob).join(', ') || 'no branch'
}
