/** Where a release comes from: the commit, and the run that put it live. */
export interface Provenance {
  /** `owner/name` */
  readonly repository: string
  /** Path of the workflow file, as in `.github/workflows/deploy.yml`; '' where it is not known. */
  readonly workflow: string
  /** All 40 characters. */
  readonly commit: string
  /** As in `refs/heads/main`. */
  readonly ref: string
  /** ID of the run. */
  readonly run: string
  /** Counts the runs of the workflow. */
  readonly number: number
  readonly attempt: number
  readonly actor: string
  /** Name of the environment; '' where none is given. */
  readonly environment: string
}
