// The nouns of the target action, in the order in which they flow.

import type { Stranger } from '../shared/pull-request.ts'

/** What an environment runs: a site on S3 and CloudFront, or an API on Elastic Beanstalk. */
export type Kind = 'site' | 'api'

export type Mode = 'deploy' | 'plan' | 'rollback' | 'resume'

/** What started the run. Branches go by their short names, as in `main`. */
export type Event =
  | { readonly on: 'push'; readonly branch: string }
  /** `branch` is empty where somebody chose a tag. */
  | { readonly on: 'dispatch'; readonly branch: string }
  | { readonly on: 'pull-request'; readonly base: string; readonly stranger: Stranger | undefined }
  /** Means no environment; `why` is a sentence. */
  | { readonly on: 'other'; readonly why: string }

/** What a person chose for a run by hand. */
export interface Wish {
  /** '' where none was chosen. */
  readonly environment: string
  readonly mode: Mode
  /** '' where none was chosen, as is the label. */
  readonly release: string
  readonly versionLabel: string
  readonly allowsOlder: boolean
}

/** Something wrong in the settings file. */
export interface Fault {
  /** From 1. */
  readonly line: number
  readonly sentence: string
}

/** The settings file of a repository. */
export interface Settings {
  /** Its path, as given. */
  readonly file: string
  readonly environments: readonly Environment[]
  /** What pull requests may take; undefined where there is none. */
  readonly planRole: Role | undefined
  /** With `{environment}` in it; '' where none is given. */
  readonly build: string
  /** Are environments known to GitHub too, under the same names? */
  readonly usesGitHubEnvironments: boolean
}

export interface Environment {
  readonly name: string
  readonly line: number
  readonly kind: Kind
  /** A push to one of these deploys. */
  readonly branches: readonly Glob[]
  /** People may deploy from these. */
  readonly byHand: readonly Glob[]
  readonly role: Role
  /** Inputs of the action that deploys it, by their names there; only those that are given. */
  readonly settings: Readonly<Record<string, string>>
}

export interface Glob {
  readonly glob: string
  readonly line: number
}

export interface Role {
  readonly arn: string
  /** The 12 digits of its AWS account. */
  readonly account: string
  readonly line: number
}

/** What the run is to do. */
export type Decision = Nothing | Something

export interface Nothing {
  readonly mode: 'none'
  readonly reason: string
}

export interface Something {
  readonly mode: Mode
  /** A sentence made of harmless characters. */
  readonly reason: string
  readonly environment: Environment
  /** Undefined where the run gets no credentials of AWS. */
  readonly role: Role | undefined
  /** '' where the job is to name none. */
  readonly gitHubEnvironment: string
  /** The command that builds, for this environment; '' where none is given. */
  readonly build: string
  /** Does the mode take what the build makes? */
  readonly needsBuild: boolean
  readonly release: string
  readonly versionLabel: string
  readonly allowsOlder: boolean
}
