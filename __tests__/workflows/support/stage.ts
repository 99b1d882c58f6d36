// A repository that calls the shipped workflows, on Local AWS: events happen in it, and act runs what they start.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { LocalAws } from '../../../local/index.ts'
import { act, type Order, type WorkflowRun } from './act.ts'
import { beginRepository, commitTo } from './git.ts'
import { startIdentity } from './identity.ts'
import { usedRepositories } from './repositories.ts'
import { type Claims, OWNER_ID, type Roles, repositoryIds, rolesOf, shortName } from './roles.ts'

export interface Happening {
  readonly event: 'push' | 'workflow_dispatch' | 'pull_request'
  /** The branch that is pushed, that is chosen by hand, or that a pull request would change. */
  readonly branch: string
  /** What a person chooses. */
  readonly inputs?: Readonly<Record<string, string | boolean>>
  /** Where a pull request comes from: this repository unless given. */
  readonly from?: string
  /** Files of the commit that are not as before, by path; undefined for one that leaves. */
  readonly files?: Readonly<Record<string, string | undefined>>
  /** What becomes of the settings file in this commit. */
  readonly settings?: (text: string) => string
  /** What every step is told besides. */
  readonly env?: Readonly<Record<string, string>>
}

export interface Happened extends WorkflowRun {
  /** The roles that were asked for, by their short names, with `refused` where the trust policy says so. */
  readonly roles: readonly string[]
  /** Requests to AWS that were to change something, as `role: PutObject bucket/key`. */
  readonly writes: readonly string[]
}

export interface Stage {
  readonly aws: LocalAws
  readonly folder: string
  /**
   * Lets that happen. A token is given only once `target` has printed what is expected of it, and says what it printed.
   * @throws when it printed something else
   */
  happen(happening: Happening, expected: Readonly<Record<string, string>>): Promise<Happened>
  close(): Promise<void>
}

interface Options {
  /** The folder of the example, and the name of the repository. */
  readonly example: string
  /** What the settings file says differently because this is not AWS. */
  readonly settings: (text: string) => string
  readonly env?: Readonly<Record<string, string>>
  readonly aws: LocalAws
  /** Parameters of the template with the roles: where the repository deploys to. */
  readonly parameters: Readonly<Record<string, string>>
}

const examples = resolve(import.meta.dirname, '../../../examples')
const notInRepository = new Set(['built', 'next-release', 'node_modules', 'dist', '.angular'])
const SETTINGS = '.github/colt-deploy.yml'

export async function openStage({ example, settings, env = {}, aws, parameters }: Options): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'workflows-'))
  const clone = join(folder, example)
  await cp(join(examples, example), clone, { recursive: true, filter: (path) => !notInRepository.has(basename(path)) })
  const shipped = settings(await readFile(join(clone, SETTINGS), 'utf8'))
  const repositories = await usedRepositories(join(folder, 'used'))
  const roles = rolesOf(aws, example, parameters)
  beginRepository(clone, `coltpay/${example}`)
  let runs = 0
  return {
    aws,
    folder: clone,
    happen: async (happening, expected) => {
      runs += 1
      await commit(clone, happening, settingsIn(shipped, happening))
      const place = await placeFor(join(folder, `run-${runs}`), payloadOf(happening, example))
      // S3 stamps by the second, and no two runs are over within one.
      aws.clock.advance(1000)
      const number = { GITHUB_RUN_ID: String(1000 + runs), GITHUB_RUN_NUMBER: String(runs) }
      const told = {
        AWS_ENDPOINT_URL: aws.endpoint,
        LOCAL_ARTIFACTS: place.artifacts,
        ...number,
        ...env,
        ...happening.env,
      }
      const world = { ...place, aws, roles, repositories, folder: clone, env: told }
      return await run(world, happening, example, expected).finally(() => rm(place.folder, { recursive: true }))
    },
    close: async () => {
      await aws.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface World extends Pick<Order, 'folder' | 'payload' | 'cache' | 'repositories' | 'env'> {
  readonly aws: LocalAws
  readonly roles: Roles
}

async function run(
  { aws, roles, ...order }: World,
  happening: Happening,
  name: string,
  expected: Readonly<Record<string, string>>,
): Promise<Happened> {
  const gate = gateFor(happening, name, expected)
  const identity = await startIdentity({ claims: gate.claims, roles, aws })
  const before = aws.journal.entries.length
  try {
    const workflow = happening.event === 'pull_request' ? 'plan.yml' : 'deploy.yml'
    const env = { ...order.env, ...identity.env }
    const done = await act({ ...order, env, event: happening.event, workflow, onTarget: gate.onTarget })
    await gate.passed()
    return {
      ...done,
      roles: identity.asked.map(({ role, trusted }) => `${shortName(role)}${trusted ? '' : ' refused'}`),
      writes: aws.journal.entries
        .slice(before)
        .filter(({ changes }) => changes)
        .map((entry) => `${nameOf(entry.accessKey)}: ${entry.operation} ${subjectOf(entry)}`),
    }
  } finally {
    await identity.close()
  }
}

/** Nothing gets a token before `target` has printed what is expected; then it says what was printed. */
function gateFor(happening: Happening, name: string, expected: Readonly<Record<string, string>>) {
  const { promise: claims, resolve: open, reject: shut } = Promise.withResolvers<Claims>()
  claims.catch(() => undefined)
  return {
    claims,
    onTarget: (printed: Readonly<Record<string, string>>): void => {
      const differing = Object.entries(expected).filter(([output, value]) => printed[output] !== value)
      const sentences = differing.map(([output, value]) => `${output} is “${printed[output]}”, not “${value}”`)
      if (sentences.length === 0) open(claimsOf(happening, name, printed))
      else shut(new Error(`Of ${happening.event} on ${happening.branch}: ${sentences.join(', ')}.`))
    },
    /** @throws where something else was printed; nothing is asked of a target that is to fail */
    passed: async (): Promise<void> => {
      shut(new Error(`Of ${happening.event} on ${happening.branch}: target has not ended.`))
      if (Object.keys(expected).length > 0) await claims
    },
  }
}

function settingsIn(shipped: string, { settings }: Happening): string {
  const text = settings?.(shipped) ?? shipped
  if (settings !== undefined && text === shipped) throw new Error('The settings are as they were.')
  return text
}

/** Where one run keeps what it is told and what it leaves. */
async function placeFor(folder: string, event: unknown) {
  const place = {
    folder,
    artifacts: join(folder, 'artifacts'),
    payload: join(folder, 'event.json'),
    cache: join(folder, 'act'),
  }
  await mkdir(place.artifacts, { recursive: true })
  await writeFile(place.payload, JSON.stringify(event))
  return place
}

async function commit(clone: string, { files = {}, branch }: Happening, settings: string): Promise<void> {
  for (const [path, content] of Object.entries({ ...files, [SETTINGS]: settings })) {
    await rm(join(clone, path), { force: true })
    if (content === undefined) continue
    await mkdir(dirname(join(clone, path)), { recursive: true })
    await writeFile(join(clone, path), content)
  }
  commitTo(clone, branch)
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads, as far as anybody here looks. */
function payloadOf({ event, branch, inputs = {}, from }: Happening, name: string): unknown {
  const repository = {
    id: Number(repositoryIds[name]),
    name,
    full_name: `coltpay/${name}`,
    owner: { login: 'coltpay' },
  }
  if (event === 'push') return { ref: `refs/heads/${branch}`, repository, deleted: false }
  if (event === 'workflow_dispatch') return { ref: `refs/heads/${branch}`, repository, inputs }
  return {
    action: 'synchronize',
    number: 7,
    repository,
    pull_request: {
      number: 7,
      user: { login: 'octocat' },
      base: { ref: branch, repo: repository },
      head: { ref: 'better', repo: { ...repository, full_name: from ?? repository.full_name } },
    },
  }
}

/** What GitHub would say in the token of the job that deploys; from this summer's repositories on with numbers in it. */
function claimsOf({ event, branch }: Happening, name: string, printed: Readonly<Record<string, string>>): Claims {
  const id = repositoryIds[name] ?? ''
  const owner = name === 'colt-frontend' ? `coltpay/${name}` : `coltpay@${OWNER_ID}/${name}@${id}`
  const ref = event === 'pull_request' ? 'refs/pull/7/merge' : `refs/heads/${branch}`
  const environment = printed['github-environment'] ?? ''
  const subject =
    environment !== '' ? `environment:${environment}` : event === 'pull_request' ? 'pull_request' : `ref:${ref}`
  return {
    sub: `repo:${owner}:${subject}`,
    repository: `coltpay/${name}`,
    repository_id: id,
    repository_owner_id: OWNER_ID,
    ref,
    event_name: event,
    job_workflow_ref: `coltpay/colt-deploy/.github/workflows/${workflowOf(event, name)}@refs/tags/v1`,
    ...(environment === '' ? {} : { environment }),
  }
}

/** The workflow that holds the job, which is not the one that calls it. */
function workflowOf(event: Happening['event'], name: string): string {
  if (event === 'pull_request') return 'plan-site.yml'
  return name === 'colt-api' ? 'deploy-api.yml' : 'deploy-site.yml'
}

/** `AKIALOCALCOLTAPIPROD` → `coltapiprod` */
function nameOf(accessKey = ''): string {
  return accessKey.replace('AKIALOCAL', '').toLowerCase()
}

function subjectOf({ bucket, key, paths, environment, version }: LocalAws['journal']['entries'][number]): string {
  return bucket === undefined ? (environment ?? version ?? paths?.join(' ') ?? '') : `${bucket}/${key ?? ''}`
}
