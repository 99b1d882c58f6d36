// The inputs of the target action, parsed once, with every fault told at once.

import { inputReader } from '../../shared/inputs.ts'
import type { Kind, Wish } from '../model.ts'

/** Every input with its default, as `target/action.yml` declares them. */
export const declared = {
  settings: '.github/colt-deploy.yml',
  kind: 'any',
  environment: '',
  mode: 'deploy',
  release: '',
  'version-label': '',
  'allow-older': 'false',
} as const

export interface TargetInputs {
  /** Path of the settings file, relative to the workspace. */
  readonly settings: string
  readonly kind: Kind | 'any'
  readonly wish: Wish
}

/** @throws {AggregateError} with a sentence for every faulty input. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): TargetInputs {
  const read = inputReader(declared, env)
  const inputs: TargetInputs = {
    settings: read.text('settings'),
    kind: read.choice('kind', ['any', 'site', 'api']),
    wish: {
      environment: read.text('environment'),
      mode: read.choice('mode', ['deploy', 'plan', 'rollback', 'resume']),
      release: read.text('release'),
      versionLabel: read.text('version-label'),
      allowsOlder: read.choice('allow-older', ['false', 'true']) === 'true',
    },
  }
  const { release, versionLabel } = inputs.wish
  if (!/^\d{0,8}$/.test(release)) read.fault('release', `“${release}” is not the number of a release.`)
  if (!isLabel(versionLabel)) {
    read.fault(
      'version-label',
      `“${versionLabel}” is not a version label: up to 100 letters, digits, spaces and . _ + : @ = -.`,
    )
  }
  read.check()
  return inputs
}

/** Narrower than Elastic Beanstalk: nothing that means something to a shell. */
function isLabel(text: string): boolean {
  return text === '' || /^[A-Za-z0-9][A-Za-z0-9 ._+:@=-]{0,99}$/.test(text)
}
