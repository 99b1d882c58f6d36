// What a run does in an environment, with everything that follows from mode and settings.

import type { Environment, Mode, Role, Settings, Something, Wish } from '../model.ts'

interface Circumstances {
  readonly reason: string
  /** The role of the environment where it is not given; undefined for none. */
  readonly role?: Role | undefined
  readonly wish?: Wish
}

export function something(mode: Mode, environment: Environment, settings: Settings, given: Circumstances): Something {
  const { release = '', versionLabel = '', allowsOlder = false } = given.wish ?? {}
  // The environment's own role wants to see the GitHub environment in the token, whatever is done with it.
  const takesOwnRole = !('role' in given)
  return {
    mode,
    reason: given.reason,
    environment,
    role: takesOwnRole ? environment.role : given.role,
    gitHubEnvironment: takesOwnRole && settings.usesGitHubEnvironments ? environment.name : '',
    build: settings.build.replaceAll('{environment}', environment.name),
    needsBuild: mode === 'deploy' || (mode === 'plan' && release === '' && versionLabel === ''),
    release,
    versionLabel,
    allowsOlder,
  }
}
