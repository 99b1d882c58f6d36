// The outputs of the action: what was decided, as inputs for the actions that deploy.

import { settingNames } from '../describe/setting-names.ts'
import type { Decision, Environment, Something } from '../model.ts'

/**
 * What the inputs hold when they are not set: for these the actions take an empty text at its word, or the workflow
 * needs to know them.
 */
const REGION = 'us-east-1'
const PREFIX = 'dist'

/** Settings whose names as outputs are taken by what was decided. */
const otherNames: Readonly<Record<string, string>> = { environment: 'api-environment', url: 'urls' }

/** By their names in `target/action.yml`; '' for what is not decided, or not set. */
export function outputsOf(decision: Decision): Readonly<Record<string, string>> {
  const settings = decision.mode === 'none' ? {} : inputsOf(decision.environment)
  return { ...eachSetting(decision), ...decided(decision), settings: JSON.stringify(settings) }
}

function eachSetting(decision: Decision): Readonly<Record<string, string>> {
  const some = decision.mode === 'none' ? undefined : decision.environment
  const own: Readonly<Record<string, string>> = some === undefined ? {} : inputsOf(some)
  const names = new Set([...settingNames.site, ...settingNames.api])
  return Object.fromEntries(
    [...names].map((name) => {
      const isSet = some !== undefined && settingNames[some.kind].includes(name)
      return [otherNames[name] ?? name, isSet ? (own[name] ?? '') : '']
    }),
  )
}

/** Inputs of the action that deploys the environment, by their names there. */
export function inputsOf({ name, kind, settings }: Environment): Readonly<Record<string, string>> {
  const common = { region: REGION, ...settings }
  return kind === 'api' ? common : { prefix: PREFIX, ...common, environment: name }
}

function decided(decision: Decision): Readonly<Record<string, string>> {
  const { mode, reason } = decision
  const some = mode === 'none' ? undefined : decision
  return {
    environment: some?.environment.name ?? '',
    mode,
    reason,
    kind: some?.environment.kind ?? '',
    aws: String(some?.role !== undefined),
    role: some?.role?.arn ?? '',
    account: some?.role?.account ?? '',
    'github-environment': some?.gitHubEnvironment ?? '',
    build: some?.build ?? '',
    'needs-build': String(some?.needsBuild ?? false),
    release: some?.release ?? '',
    'version-label': some?.versionLabel ?? '',
    'allow-older': String(some?.allowsOlder ?? false),
    url: some === undefined ? '' : urlOf(some),
  }
}

/** Where people find what is deployed; '' where the settings do not say it. */
function urlOf({ environment: { settings } }: Something): string {
  const { url = '', distribution = '', 'verify-url': verified = '' } = settings
  if (verified !== '') return new URL(verified).origin
  const [first = ''] = url.split('\n')
  if (first !== '') return first
  const host = distribution
    .split('\n')
    .map((name) => name.replace(/^https?:\/\/|\/+$/g, ''))
    .find(isHost)
  return host === undefined ? '' : `https://${host}`
}

/** An ID has no dot; the asterisk of a host name stands for many. */
function isHost(name: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)
}
