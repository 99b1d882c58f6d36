// Where a release comes from, as GitHub's runner tells it.

/** Where a release comes from: the commit, and the run that put it live. */
export interface Provenance {
  /** `owner/name` */
  readonly repository: string
  /** Path of the workflow file, as in `.github/workflows/deploy.yml`; '' where it is not known. */
  readonly workflow: string
  /** All 40 characters, or the 64 of SHA-256; '' where it is not known. */
  readonly commit: string
  /** As in `refs/heads/main`. */
  readonly ref: string
  /** ID of the run; '' where there is none. */
  readonly run: string
  /** Counts the runs of the workflow; 0 where it is not known. */
  readonly number: number
  readonly attempt: number
  readonly actor: string
  /** Name of the environment; '' where none is given. */
  readonly environment: string
}

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Reads a runner's environment; what is missing or odd there is left empty.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function provenanceOf(env: Variables, environment: string): Provenance {
  const commit = (env.GITHUB_SHA ?? '').toLowerCase()
  return {
    repository: env.GITHUB_REPOSITORY ?? '',
    workflow: workflowOf(env),
    commit: isFullCommit(commit) ? commit : '',
    ref: env.GITHUB_REF ?? '',
    run: runOf(env),
    number: whole(env.GITHUB_RUN_NUMBER) ?? 0,
    attempt: attemptOf(env),
    actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR || '',
    environment,
  }
}

/** Address of the run, and of the attempt where it was run again; '' where there is no run. */
export function runUrl(env: Variables): string {
  const run = runOf(env)
  if (run === '' || !env.GITHUB_REPOSITORY) return ''
  const server = env.GITHUB_SERVER_URL || 'https://github.com'
  const attempt = attemptOf(env) > 1 ? `/attempts/${attemptOf(env)}` : ''
  return `${server}/${env.GITHUB_REPOSITORY}/actions/runs/${run}${attempt}`
}

export function isFullCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** A workflow that lives in another repository may have the path of one of ours, but counts its runs apart. */
function workflowOf({ GITHUB_WORKFLOW_REF = '', GITHUB_REPOSITORY = '' }: Variables): string {
  const home = `${GITHUB_REPOSITORY}/`
  if (!GITHUB_WORKFLOW_REF.startsWith(home)) return ''
  return /^(\.github\/workflows\/.+?\.ya?ml)@/.exec(GITHUB_WORKFLOW_REF.slice(home.length))?.[1] ?? ''
}

function runOf({ GITHUB_RUN_ID = '' }: Variables): string {
  return /^\d+$/.test(GITHUB_RUN_ID) ? GITHUB_RUN_ID : ''
}

function attemptOf({ GITHUB_RUN_ATTEMPT }: Variables): number {
  return whole(GITHUB_RUN_ATTEMPT) || 1
}

function whole(text = ''): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
