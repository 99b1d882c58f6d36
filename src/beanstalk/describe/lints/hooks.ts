// Hooks that Elastic Beanstalk would not run, or not be able to.

import type { BundleFile, Lint, Lintable } from '../../bundle-model.ts'
import { listed } from '../listed.ts'
import { isHook } from '../mode.ts'

export function hookLints({ entries }: Lintable): readonly Lint[] {
  const files = entries.filter((entry) => entry.kind === 'file')
  const hooks = files.filter(({ path }) => isHook(path))
  return [
    ...lint(
      hooks.filter(({ path }) => !runs.test(path)),
      neverRun,
    ),
    ...lint(
      hooks.filter((file) => runs.test(file.path) && isNoProgram(file)),
      noProgram,
    ),
    ...lint(
      hooks.filter(({ mode }) => mode !== 0o755),
      noMode,
    ),
    ...lint(
      files.filter(({ path }) => notConfig.test(path)),
      otherEnding,
    ),
  ]
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html */
const runs = /^\.platform\/(?:config)?hooks\/(?:prebuild|predeploy|postdeploy)\/[^/]+$/

const neverRun = {
  what: 'Elastic Beanstalk will not run',
  why: 'hooks lie in .platform/hooks/ or .platform/confighooks/, in a folder named prebuild, predeploy or postdeploy',
  cure: 'Move it there, or out of these folders.',
}

function isNoProgram({ program }: BundleFile): boolean {
  return program === undefined || (program.kind === 'binary' && program.system !== 'linux')
}

const noProgram = {
  what: 'Linux may be unable to run',
  why: 'every file in a folder of hooks is run, and this is neither a script with a #! line nor a program for Linux',
  cure: 'Begin it with “#!/bin/bash”, or move it out of there.',
}

/** Those of a folder have it by then. */
const noMode = {
  what: 'Nobody may run',
  why: 'the archive gives it no such mode, and platform versions from before April 29, 2022 do not add it',
  cure: 'Run chmod +x before it is packed, or set bundle to the folder.',
}

/** Configuration that Elastic Beanstalk takes for any other file. */
const notConfig = /^\.ebextensions\/[^/]+\.ya?ml$/

const otherEnding = {
  what: 'Elastic Beanstalk will not read',
  why: 'in .ebextensions/ it reads files that end in .config',
  cure: 'Rename it to .config, if it is meant to be read.',
}

function lint(files: readonly BundleFile[], { what, why, cure }: Omit<Lint, 'level'>): readonly Lint[] {
  if (files.length === 0) return []
  return [{ level: 'warning', what: `${what} ${listed(files.map(({ path }) => path))}`, why, cure }]
}
