// Which words the settings file knows: inputs of the actions that deploy, and a few of its own.

import type { Kind } from '../model.ts'

/** Inputs of the actions that the file may set, by the kind that has them. */
export const settingNames: Readonly<Record<Kind, readonly string[]>> = {
  site: [
    'folder',
    'bucket',
    'prefix',
    'distribution',
    'url',
    'verify',
    'headers',
    'exclude',
    'purge',
    'keep-releases',
    'keep-days',
    'unknown-files',
    'max-deletes',
    'invalidate',
    'wait',
    'on-failure',
    'state',
    'region',
    'concurrency',
  ],
  api: [
    'application',
    'environment',
    'bundle',
    'env-tag',
    'bucket',
    'min-health',
    'verify-url',
    'verify-status',
    'timeout',
    'on-failure',
    'when-absent',
    'region',
  ],
}

/** Settings without which nothing can be deployed; an application is what makes an API. */
export const needed: Readonly<Record<Kind, readonly string[]>> = {
  site: ['bucket'],
  api: ['environment'],
}

/** Settings of several lines; a list will do too. */
export const ofLines: readonly string[] = ['distribution', 'url', 'headers', 'exclude', 'purge']

/** What says something of the environment itself. */
export const environmentWords: readonly string[] = ['branches', 'by-hand', 'role']

/** What stands beside the environments. */
export const topWords: readonly string[] = ['plan-role', 'build', 'github-environments']

const known = 'follows from the event, and does not belong into this file.'
const chosen = 'is chosen when the workflow is run by hand, and does not belong into this file.'
const secret = 'is a secret, which must never stand in a file. Give it to the workflow as a secret.'

/** Inputs of the actions that the file must not set, and why. */
export const elsewhere: Readonly<Record<string, string>> = {
  mode: chosen,
  release: chosen,
  'version-label': chosen,
  'allow-older': chosen,
  compare: known,
  'github-token': secret,
  'verify-headers': secret,
}
