// What started the run, as the runner tells it in variables and in the event's own file.

import { readFile } from 'node:fs/promises'
import { Failure } from '../../shared/failure.ts'
import { strangerIn, within } from '../../shared/pull-request.ts'
import type { Event } from '../model.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * @throws {Failure} when the event's file cannot be read
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export async function readEvent(env: Variables): Promise<Event> {
  return eventOf(env, await payloadOf(env.GITHUB_EVENT_PATH ?? ''))
}

/** @param payload the event as GitHub's webhook tells it */
export function eventOf(env: Variables, payload: unknown): Event {
  const branch = branchIn(env.GITHUB_REF ?? '')
  switch (env.GITHUB_EVENT_NAME) {
    case 'push':
      return push(branch, payload)
    case 'workflow_dispatch':
      return { on: 'dispatch', branch }
    case 'pull_request':
      return pullRequest(env, payload)
    case 'pull_request_target':
      return other('pull_request_target lets strangers act with the rights of this repository. Use pull_request')
    default:
      return other(`${nameOf(env)} means no environment: only push, pull_request and workflow_dispatch do`)
  }
}

/** Where a branch was deleted, GITHUB_REF names the default branch, to which nothing was pushed. */
function push(branch: string, payload: unknown): Event {
  if (within(payload, 'deleted') === true) return other('A branch or tag was deleted, which deploys nothing')
  return branch === '' ? other('A tag was pushed, and environments are deployed from branches') : { on: 'push', branch }
}

function pullRequest(env: Variables, payload: unknown): Event {
  if (within(payload, 'action') === 'closed') return other('A pull request was closed, which plans nothing')
  const base = env.GITHUB_BASE_REF || text(within(payload, 'pull_request', 'base', 'ref'))
  return { on: 'pull-request', base, stranger: strangerIn(env, payload) }
}

function other(why: string): Event {
  return { on: 'other', why: `${why}.` }
}

function nameOf({ GITHUB_EVENT_NAME: name = '' }: Variables): string {
  return /^[a-z_]+$/.test(name) ? `The event ${name}` : 'This event'
}

function branchIn(ref: string): string {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ''
}

async function payloadOf(path: string): Promise<unknown> {
  if (path === '') return {}
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new Failure('Could not read the event that started this run', {
      why: String(cause),
      cause,
      hint: 'Run it again.',
    })
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
