// Runs as the target action meets them: what the runner says, and what comes out.

import { messagesOf } from '../../../src/shared/action.ts'
import { decide } from '../../../src/target/decide.ts'
import { eventOf } from '../../../src/target/read/event.ts'
import { readInputs } from '../../../src/target/read/inputs.ts'
import { outputsOf } from '../../../src/target/report/outputs.ts'
import { FILE, siteFile } from './files.ts'

export interface Run {
  readonly env: Readonly<Record<string, string>>
  readonly payload: unknown
}

export const push = (branch: string): Run => ({
  env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: `refs/heads/${branch}` },
  payload: { ref: `refs/heads/${branch}`, deleted: false },
})

export const tag = (name: string): Run => ({
  env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: `refs/tags/${name}` },
  payload: { ref: `refs/tags/${name}` },
})

/** GitHub names the default branch where another one was deleted. */
export const deletion = (branch: string): Run => ({
  env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' },
  payload: { ref: `refs/heads/${branch}`, deleted: true },
})

export const byHand = (ref: string, choices: Readonly<Record<string, string>>): Run => ({
  env: {
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REF: ref.startsWith('refs/') ? ref : `refs/heads/${ref}`,
    ...inputs(choices),
  },
  payload: {},
})

export interface PullRequest {
  readonly from?: string
  readonly by?: string
  readonly actor?: string
  readonly action?: string
}

export function pullRequest(
  base: string,
  { from = 'example/shop', by = 'octocat', actor = by, action = 'opened' }: PullRequest = {},
): Run {
  return {
    env: {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_BASE_REF: base,
      GITHUB_ACTOR: actor,
    },
    payload: {
      action,
      pull_request: {
        base: { ref: base, repo: { full_name: 'example/shop' } },
        head: { ref: 'change', repo: { full_name: from } },
        user: { login: by },
      },
    },
  }
}

export const event = (name: string): Run => ({
  env: { GITHUB_EVENT_NAME: name, GITHUB_REF: 'refs/heads/main' },
  payload: {},
})

export function withInputs({ env, payload }: Run, given: Readonly<Record<string, string>>): Run {
  return { env: { ...env, ...inputs(given) }, payload }
}

function inputs(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}

/** What the action would set; throws what would fail it. */
export function outputsFor({ env, payload }: Run, text = siteFile): Readonly<Record<string, string>> {
  const { wish, kind } = readInputs(env)
  return outputsOf(decide({ event: eventOf(env, payload), wish, kind, file: FILE, text }))
}

/** What fails the action, in lines. */
export function refusalFor(run: Run, text = siteFile): readonly string[] {
  try {
    outputsFor(run, text)
    return []
  } catch (error) {
    return messagesOf(error)
  }
}
