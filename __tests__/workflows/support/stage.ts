// A repository that calls the shipped workflows, on Local AWS: events happen in it, and act runs what they start.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import type { LocalAws } from '../../../local/index.ts'
import { act, type WorkflowRun } from './act.ts'
import { beginRepository, commitTo } from './git.ts'
import { startIdentity } from './identity.ts'
import { usedRepositories } from './repositories.ts'
import { type Claims, OWNER_ID, repositoryIds, rolesOf, shortName } from './roles.ts'

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
  /** What `target` printed. */
  readonly target: Readonly<Record<string, string>>
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
  beginRepository(clone, `coltpay/${example}`)
  const roles = rolesOf(aws, example, parameters)
  let runs = 0

  async function happen(happening: Happening, expected: Readonly<Record<string, string>>): Promise<Happened> {
    runs += 1
    const place = join(folder, `run-${runs}`)
    await mkdir(join(place, 'artifacts'), { recursive: true })
    const text = happening.settings?.(shipped) ?? shipped
    if (happening.settings !== undefined && text === shipped) throw new Error('The settings are as they were.')
    await commit(clone, happening, text)
    const payload = join(place, 'event.json')
    await writeFile(payload, JSON.stringify(payloadOf(happening, example)))
    // S3 stamps by the second, and no two runs are over within one.
    aws.clock.advance(1000)
    const before = aws.journal.entries.length
    const claims = Promise.withResolvers<Claims>()
    claims.promise.catch(() => undefined)
    let target: Readonly<Record<string, string>> = {}
    const identity = await startIdentity({ claims: claims.promise, roles })
    try {
      const run = await act({
        folder: clone,
        event: happening.event,
        payload,
        workflow: happening.event === 'pull_request' ? 'plan.yml' : 'deploy.yml',
        repositories,
        cache: join(place, 'act'),
        env: {
          AWS_ENDPOINT_URL: aws.endpoint,
          ...identity.env,
          LOCAL_ARTIFACTS: join(place, 'artifacts'),
          GITHUB_RUN_ID: String(1000 + runs),
          GITHUB_RUN_NUMBER: String(runs),
          ...env,
          ...happening.env,
        },
        onTarget: (printed) => {
          target = printed
          const differing = Object.entries(expected).filter(([name, value]) => printed[name] !== value)
          const sentences = differing.map(([name, value]) => `${name} is “${printed[name]}”, not “${value}”`)
          if (sentences.length === 0) claims.resolve(claimsOf(happening, example, printed))
          else claims.reject(new Error(`Of ${happening.event} on ${happening.branch}: ${sentences.join(', ')}.`))
        },
      })
      if (Object.keys(expected).length > 0) await claims.promise
      const entries = aws.journal.entries.slice(before).filter(({ changes }) => changes)
      return {
        ...run,
        target,
        roles: identity.asked.map(({ role, trusted }) => `${shortName(role)}${trusted ? '' : ' refused'}`),
        writes: entries.map((entry) => `${nameOf(entry.accessKey)}: ${entry.operation} ${subjectOf(entry)}`),
      }
    } finally {
      await identity.close()
      await rm(place, { recursive: true, force: true })
    }
  }

  return {
    aws,
    folder: clone,
    happen,
    close: async () => {
      await aws.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
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
