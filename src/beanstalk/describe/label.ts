// The label of a version: which environment, ref, commit and content it is, for people who read a list of them.

export interface Labelled {
  readonly environment: string
  /** As in `refs/heads/main`. */
  readonly ref: string
  /** All characters of it; '' where it is not known. */
  readonly commit: string
  /** SHA-256 of the bundle. */
  readonly identity: string
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplicationVersion.html */
const LONGEST = 100

/** `api-prod-main-1a2b3c4-5d6e7f80`; where it would be too long, the ref is cut. */
export function versionLabel({ environment, ref, commit, identity }: Labelled): string {
  const name = ref.replace(/^refs\/(heads|tags|pull)\//, '')
  const end = [commit.slice(0, 7), identity.slice(0, 8)].filter((part) => part !== '').join('-')
  const room = LONGEST - environment.length - end.length - 2
  const start = [environment, name.slice(0, Math.max(room, 0))].filter((part) => part !== '').join('-')
  return `${start}-${end}`.replaceAll(/[^A-Za-z0-9._-]/g, '-')
}
