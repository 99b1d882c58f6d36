// Runs a built action the way GitHub's runner does: its own process, inputs as INPUT_*, outputs and summary as files.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export interface ActionRun {
  /** The folder below `dist/`. */
  readonly action: string
  /** Inputs by their names in `action.yml`; what is left out is not set at all. */
  readonly inputs: Readonly<Record<string, string>>
  /** Added to the variables a runner sets; credentials and endpoints belong here. */
  readonly env?: Readonly<Record<string, string>>
  /** GITHUB_WORKSPACE and the working directory; a fresh empty folder otherwise. */
  readonly workspace?: string
  /** A program, with its arguments, that is handed the command line of the process to run: one that measures it. */
  readonly through?: readonly string[]
  /** Called with each line of output as it is printed. */
  readonly onLine?: (line: string) => void
  /** Aborting it ends the process with SIGKILL, as a machine that dies would. */
  readonly signal?: AbortSignal
  /** Handed, as soon as the process is there, what sends it a signal: SIGINT cancels it as GitHub does, SIGSTOP freezes it. */
  readonly onStart?: (send: SendSignal) => void
}

export type SendSignal = (signal: NodeJS.Signals) => void

export interface ActionResult {
  /** Null when the process was killed. */
  readonly exitCode: number | null
  readonly outputs: Readonly<Record<string, string>>
  /** The job summary, as Markdown. */
  readonly summary: string
  /** Standard output and error, in the order in which they came. */
  readonly lines: readonly string[]
  /** Messages of `::error::`, `::warning::` and `::notice::` commands, decoded. */
  readonly annotations: Readonly<Record<'error' | 'warning' | 'notice', readonly string[]>>
}

const root = resolve(import.meta.dirname, '..')

/** Spawns `dist/<action>/index.js` and answers what a workflow would see of it. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const temp = await mkdtemp(join(tmpdir(), 'runner-'))
  try {
    const files = { output: join(temp, 'output'), summary: join(temp, 'summary') }
    await Promise.all(Object.values(files).map((file) => writeFile(file, '')))
    const { exitCode, lines } = await spawnAction(run, temp, files)
    return {
      exitCode,
      lines,
      outputs: parseOutputs(await readFile(files.output, 'utf8')),
      summary: await readFile(files.summary, 'utf8'),
      annotations: annotationsIn(lines),
    }
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

async function spawnAction(run: ActionRun, temp: string, files: { output: string; summary: string }) {
  const workspace = run.workspace ?? temp
  const script = join(root, 'dist', run.action, 'index.js')
  const [program = process.execPath, ...args] = [...(run.through ?? []), process.execPath, script]
  const child = spawn(program, args, {
    cwd: workspace,
    env: { ...runnerEnvironment(workspace, temp, files), ...inputVariables(run.inputs), ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  run.signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true })
  run.onStart?.((signal) => child.kill(signal))
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      run.onLine?.(line)
    })
  }
  const exitCode = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done))
  return { exitCode, lines }
}

function runnerEnvironment(workspace: string, temp: string, files: { output: string; summary: string }) {
  const inherited = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'NODE_V8_COVERAGE']
  return {
    ...Object.fromEntries(inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_REPOSITORY: 'example/site',
    GITHUB_RUN_ID: '1001',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_JOB: 'deploy',
    GITHUB_WORKFLOW_REF: 'example/site/.github/workflows/deploy.yml@refs/heads/main',
    RUNNER_TEMP: temp,
  }
}

/** `keep-releases` → `INPUT_KEEP-RELEASES`: spaces become underscores, dashes stay. */
function inputVariables(inputs: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  )
}

/** Reads GITHUB_OUTPUT: `name<<delimiter`, lines, delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  for (const [, name = '', , value = ''] of text.matchAll(/^([^\n<]+)<<(\S+)\r?\n([\s\S]*?)\r?\n?^\2\r?$/gm)) {
    outputs[name] = value
  }
  return outputs
}

function annotationsIn(lines: readonly string[]): ActionResult['annotations'] {
  const of = (kind: string) =>
    lines.flatMap((line) => {
      const found = new RegExp(`^::${kind}[^:]*::(.*)$`).exec(line)
      return found ? [decodeCommand(found[1] ?? '')] : []
    })
  return { error: of('error'), warning: of('warning'), notice: of('notice') }
}

function decodeCommand(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}
