// Runs a workflow of a repository as GitHub would, with act, and tells what happened in it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Order {
  /** The repository that the event happens in, checked out. */
  readonly folder: string
  readonly event: 'push' | 'workflow_dispatch' | 'pull_request'
  /** Path of the event's own JSON. */
  readonly payload: string
  readonly workflow: string
  /** Folders with the repositories that the workflows use, by `owner/name@ref`. */
  readonly repositories: ReadonlyMap<string, string>
  /** What every step is told. */
  readonly env: Readonly<Record<string, string>>
  /** A folder for what act keeps. */
  readonly cache: string
  /** Told the outputs of the step `target` once its job has ended, however it did. */
  readonly onTarget: (outputs: Readonly<Record<string, string>>) => void
}

export interface WorkflowRun {
  readonly exitCode: number | null
  /** How each job ended, by its ID; one that was skipped is not there. */
  readonly jobs: Readonly<Record<string, string>>
  /** By the ID of the step. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The `::error::` and `::warning::` lines. */
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly summary: string
  /** All that was said, one line each. */
  readonly log: string
}

/** A line of act, as JSON; which of these it has depends on what it tells. */
interface Line {
  readonly msg?: string
  readonly jobID?: string
  readonly jobResult?: string
  readonly stepID?: readonly string[]
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly content?: string
  /** A workflow command as it was printed. */
  readonly raw?: string
}

/** Where npm run test:workflows has built it. */
const tool = process.env.ACT

export async function act(order: Order): Promise<WorkflowRun> {
  if (tool === undefined) throw new Error('Nobody has said where act is: run these with npm run test:workflows.')
  const child = spawn(tool, argumentsOf(order), {
    cwd: order.folder,
    // Steps find the Node that actions run on, and nothing of this process but what they are given.
    env: { PATH: dirname(process.execPath) + delimiter + process.env.PATH, HOME: order.cache },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: Line[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => {
      const line = lineOf(text)
      lines.push(line)
      if (line.jobID === 'target' && line.jobResult !== undefined) order.onTarget(outputsIn(lines).target ?? {})
    })
  }
  const [exitCode] = await once(child, 'close')
  return runOf(exitCode, lines)
}

function argumentsOf({ event, payload, workflow, repositories, env, cache }: Order): readonly string[] {
  const platform = ['-P', 'ubuntu-latest=-self-hosted', '--json', '--no-cache-server', '--actor', 'octocat']
  const places = [...repositories].flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`])
  const variables = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  return [
    event,
    ...['-W', join('.github/workflows', workflow), '-e', payload, '--action-cache-path', cache],
    ...platform,
    ...places,
    ...variables,
  ]
}

function lineOf(text: string): Line {
  try {
    return JSON.parse(text)
  } catch {
    return { msg: text }
  }
}

function runOf(exitCode: number | null, lines: readonly Line[]): WorkflowRun {
  const ended = lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult] as const] : []))
  const said = (command: string) => lines.flatMap(({ raw = '' }) => messageIn(raw, command) ?? [])
  return {
    exitCode,
    jobs: Object.fromEntries(ended),
    outputs: outputsIn(lines),
    errors: said('error'),
    warnings: said('warning'),
    summary: lines.map(({ command, content = '' }) => (command === 'summary' ? content : '')).join('\n'),
    log: lines.map(({ msg = '', arg = '' }) => `${msg.trimEnd()}${msg.includes(arg) ? '' : arg}`).join('\n'),
  }
}

/** Read here, because act splits a message that holds two colons in a row. */
function messageIn(raw: string, command: string): string | undefined {
  const [, message] = new RegExp(`^::${command}(?: [^:]*)?::(.*)$`, 's').exec(raw) ?? []
  return message?.trim().replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

function outputsIn(lines: readonly Line[]): WorkflowRun['outputs'] {
  const outputs: Record<string, Record<string, string>> = {}
  for (const { command, stepID, name, arg = '' } of lines) {
    const step = stepID?.join('.')
    if (command === 'set-output' && step && name) outputs[step] = { ...outputs[step], [name]: arg }
  }
  return outputs
}
