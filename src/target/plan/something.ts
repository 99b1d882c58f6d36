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
  const isProtected = mode === 'deploy' || mode === 'rollback'
  return {
    mode,
    reason: given.reason,
    environment,
    role: 'role' in given ? given.role : environment.role,
    gitHubEnvironment: isProtected && settings.usesGitHubEnvironments ? environment.name : '',
    build: settings.build.replaceAll('{environment}', environment.name),
    needsBuild: mode === 'deploy' || (mode === 'plan' && release === '' && versionLabel === ''),
    release,
    versionLabel,
    allowsOlder,
  }
}
