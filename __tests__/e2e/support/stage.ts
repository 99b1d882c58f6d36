// A stage for the built action: Local AWS with a bucket and a distribution, builds made of a few lines, and runs.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { policiesOf } from '../../../local/cloudformation/roles.ts'
import {
  type DistributionOptions,
  type LocalAws,
  type LocalDistribution,
  pageOfApp,
  startLocalAws,
} from '../../../local/index.ts'
import { type ActionResult, type ActionRun, runAction } from '../../../local/runner.ts'
import type { PlanFile } from '../../../src/site/report/plan-file.ts'
import { siteParameters, stackWith } from '../../infrastructure/support/template.ts'

export const BUCKET = 'shop.example.com'
export const HOST = 'shop.example.com'

export type Files = Readonly<Record<string, string | Uint8Array>>

export interface Deployed extends ActionResult {
  readonly plan: PlanFile | undefined
  /** What is said to people, without the lines that the runner swallows. */
  readonly log: string
}

export type Run = Partial<Pick<ActionRun, 'inputs' | 'env' | 'onLine' | 'onStart' | 'signal'>>

export interface Stage {
  readonly aws: LocalAws
  readonly distribution: LocalDistribution
  /** Lays the files into a fresh workspace as `dist/` and deploys them. */
  deploy(files: Files, run?: Run): Promise<Deployed>
  /** Deploys the site of that version as the commit and the run of the same number. */
  release(version: number, run?: Run): Promise<Deployed>
  /** Runs a mode that needs no build, in the run after the newest so far. */
  turn(mode: 'rollback' | 'resume' | 'plan', run?: Run): Promise<Deployed>
  /** Runs the action in a workspace that is there already. */
  run(workspace: string, run?: Run): Promise<Deployed>
  /** A fresh workspace with these files, paths relative to it. */
  workspace(files: Files): Promise<string>
  /** The keys below the prefix, without it. */
  live(): readonly string[]
  close(): Promise<void>
}

/** A distribution of which there is nothing to warn about. */
const sound = {
  aliases: [HOST],
  bucket: BUCKET,
  compress: true,
  functions: { viewerRequest: pageOfApp },
}

/** @param served how the distribution caches, and how else it is to differ. */
export async function openStage(
  served: Partial<DistributionOptions> = { cachePolicy: 'CachingOptimized' },
): Promise<Stage> {
  const aws = await startLocalAws()
  const folder = await mkdtemp(join(tmpdir(), 'stage-'))
  aws.buckets.create(BUCKET)
  const distribution = await aws.distributions.create({ ...sound, ...served })
  let newest = 0
  const stage: Stage = {
    aws,
    distribution,
    deploy: async (files, run) => stage.run(await stage.workspace(inDist(files)), run),
    release: (version, run) => stage.deploy(site(version), { ...run, env: { ...commit(version), ...run?.env } }),
    turn: async (mode, run) => {
      const inputs = { mode, ...run?.inputs }
      const env = { ...commit(newest + 1), ...run?.env }
      return await stage.run(await stage.workspace({}), { ...run, inputs, env })
    },
    run: async (workspace, run = {}) => {
      const inputs: Record<string, string> = { bucket: BUCKET, ...visited(run, distribution), ...run.inputs }
      const env: Record<string, string> = { ...roleFor(aws, inputs, distribution), RUNNER_TEMP: folder, ...run.env }
      newest = Math.max(newest, Number(env.GITHUB_RUN_NUMBER ?? 0))
      // S3 stamps by the second, and nobody has just been writing when the next run begins.
      aws.clock.advance(10_000)
      const result = await runAction({ ...run, action: 'site', workspace, inputs, env })
      return { ...result, plan: await planIn(result), log: result.lines.join('\n') }
    },
    workspace: async (files) => {
      const workspace = await mkdtemp(join(folder, 'workspace-'))
      for (const [path, content] of Object.entries(files)) {
        const file = join(workspace, path)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, content)
      }
      return workspace
    },
    live: () => aws.buckets.keys(BUCKET, 'dist/').map((key) => key.slice('dist/'.length)),
    close: async () => {
      await aws.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/**
 * Who the run is: the template's role for that bucket and those distributions, so that every suite holds with its rights.
 * Where records or the site lie in a place that the template has no parameter for, it is somebody who may do everything.
 */
function roleFor(
  aws: LocalAws,
  { bucket = '', prefix = 'dist', state = '', distribution }: Readonly<Record<string, string | undefined>>,
  own: LocalDistribution,
): Readonly<Record<string, string>> {
  if (prefix === '' || prefix === '/' || state !== '') return aws.env
  // Nobody is asked for anything where inputs are wrong.
  if (!/^[a-z0-9][a-z0-9.-]+$/.test(bucket)) return aws.env
  const named = distribution?.match(/\bE[A-Z0-9]{12,13}\b/g) ?? []
  const policies = [own.id, ...named].flatMap((id) => {
    const parameters = { ...siteParameters, Prefix: prefix, ProdBucket: bucket, ProdDistribution: id }
    return policiesOf(stackWith(parameters), 'ProdRole')
  })
  return aws.iam.role([bucket, prefix, ...named].join('').replace(/\W|_/g, ''), { policies }).env
}

/** Only the stage's own distribution has an address that leads anywhere. */
function visited({ inputs }: Run, { url }: LocalDistribution): Readonly<Record<string, string>> {
  return inputs?.distribution === undefined ? { distribution: HOST, url } : { verify: 'false' }
}

/** A page with an entry script that loads a lazy one; `version` is told in each of them. */
export function site(version: number): Files {
  return {
    'index.html': `<!doctype html><title>${version}</title><script type="module" src="app.js"></script>`,
    'about/index.html': `<!doctype html><title>About ${version}</title>`,
    'app.js': `import('./lazy.js'); console.log(${version})`,
    'lazy.js': 'export {}',
    'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  }
}

/** The same build without these files. */
export function without(files: Files, ...paths: readonly string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)))
}

/** What a runner says of that commit, and of the run that deploys it. */
export function commit(number: number): Readonly<Record<string, string>> {
  return {
    GITHUB_SHA: number.toString(16).padStart(2, '0').repeat(20),
    GITHUB_RUN_NUMBER: String(number),
    GITHUB_RUN_ID: String(1000 + number),
  }
}

/** The operations and keys of all writes so far, in order, in one short line each. */
export function writes({ aws }: Stage): string[] {
  return aws.journal.entries
    .filter(({ changes }) => changes)
    .map(({ operation, key, paths }) => [operation, key ?? paths?.join(' ')].join(' '))
}

function inDist(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`dist/${path}`, content]))
}

async function planIn({ outputs }: ActionResult): Promise<PlanFile | undefined> {
  if (!outputs.plan) return undefined
  const plan: PlanFile = JSON.parse(await readFile(outputs.plan, 'utf8'))
  return plan
}
