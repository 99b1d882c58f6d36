// The inputs of the site action, parsed once, with every fault told at once.

import { bucketFault, regionFault, urlFault } from '../../shared/input-rules.ts'
import { inputReader } from '../../shared/inputs.ts'
import { type HeaderRule, parseHeaderRules } from '../describe/header-rules.ts'
import type { Invalidate } from '../model.ts'
import type { Retention } from '../record-model.ts'
import { distributionFault, globFault, prefixFault } from './input-rules.ts'
import { parseVerifyHeaders } from './verify-headers.ts'

/** Every input with its default, as `action.yml` declares them. */
export const declared = {
  mode: 'deploy',
  folder: '',
  bucket: '',
  prefix: 'dist',
  distribution: '',
  url: '',
  verify: 'true',
  'verify-headers': '',
  headers: '',
  exclude: '',
  purge: '',
  'keep-releases': '5',
  'keep-days': '30',
  'unknown-files': 'keep',
  'max-deletes': '',
  invalidate: 'auto',
  wait: '120',
  'on-failure': 'rollback',
  'allow-older': 'false',
  release: '',
  compare: 'true',
  state: '',
  environment: '',
  region: 'us-east-1',
  concurrency: '64',
  'github-token': '',
} as const

export type Mode = 'deploy' | 'plan' | 'rollback' | 'resume'

export interface SiteInputs {
  readonly mode: Mode
  /** As given; '' where it is to be found. */
  readonly folder: string
  readonly bucket: string
  /** Without slashes around it; '' for the whole bucket. */
  readonly prefix: string
  /** IDs or host names. */
  readonly distributions: readonly string[]
  /** Addresses of the site, as given. */
  readonly urls: readonly string[]
  /** Is the site looked at through its address? */
  readonly verifies: boolean
  /** Sent with each of these looks; secrets. */
  readonly verifyHeaders: Readonly<Record<string, string>>
  readonly headers: readonly HeaderRule[]
  readonly exclude: readonly string[]
  /** Globs of what is gone at once, from everywhere. */
  readonly purge: readonly string[]
  readonly retention: Retention
  readonly deletesUnknown: boolean
  /** Objects that may leave in one run; undefined where the size of the site decides. */
  readonly mostDeletes: number | undefined
  readonly invalidate: Invalidate
  /** Milliseconds. */
  readonly wait: number
  readonly onFailure: 'rollback' | 'stop'
  readonly allowsOlder: boolean
  /** Which one to roll back to; undefined where it is to be found. */
  readonly release: number | undefined
  /** Is the build compared with what is live? Without it nothing is asked of AWS. */
  readonly compares: boolean
  /** The bucket that holds the state. */
  readonly state: string
  readonly environment: string
  readonly region: string
  readonly concurrency: number
  readonly token: string
}

/** @throws {AggregateError} with a sentence for every faulty input. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): SiteInputs {
  const read = inputReader(declared, env)
  const { rules, faults } = parseHeaderRules(read.text('headers'))
  for (const fault of faults) read.fault('headers', fault)
  const verifyHeaders = parseVerifyHeaders(read.text('verify-headers'))
  for (const fault of verifyHeaders.faults) read.fault('verify-headers', fault)
  const bucket = read.required('bucket')
  const inputs: SiteInputs = {
    mode: read.choice('mode', ['deploy', 'plan', 'rollback', 'resume']),
    folder: read.text('folder'),
    bucket,
    prefix: trimSlashes(read.textOrEmpty('prefix')),
    distributions: read.lines('distribution').map(hostOf),
    urls: read.lines('url'),
    verifies: read.choice('verify', ['true', 'false']) === 'true',
    verifyHeaders: verifyHeaders.headers,
    headers: rules,
    exclude: read.lines('exclude'),
    purge: read.lines('purge'),
    retention: {
      releases: read.whole('keep-releases', 1, 1000),
      days: read.whole('keep-days', 0, 3650),
    },
    deletesUnknown: read.choice('unknown-files', ['keep', 'delete']) === 'delete',
    mostDeletes: read.text('max-deletes') === '' ? undefined : read.whole('max-deletes', 0, 10_000_000),
    invalidate: read.choice('invalidate', ['auto', 'all', 'none']),
    wait: read.whole('wait', 0, 3600) * 1000,
    onFailure: read.choice('on-failure', ['rollback', 'stop']),
    allowsOlder: read.choice('allow-older', ['false', 'true']) === 'true',
    release: read.text('release') === '' ? undefined : read.whole('release', 0, 99_999_999),
    compares: read.choice('compare', ['true', 'false']) === 'true',
    state: read.text('state') || bucket,
    environment: read.text('environment'),
    region: read.text('region'),
    concurrency: read.whole('concurrency', 1, 256),
    token: read.text('github-token'),
  }
  check(inputs, read.fault)
  read.check()
  return inputs
}

/** A rollback takes what is kept, and a resume touches nothing. */
export function readsBuild({ mode, release }: SiteInputs): boolean {
  return (mode === 'deploy' || mode === 'plan') && release === undefined
}

type Fault = (name: keyof typeof declared, sentence: string) => void

function check(inputs: SiteInputs, fault: Fault): void {
  const ask = (name: keyof typeof declared, wrong: string | undefined): void => {
    if (wrong !== undefined) fault(name, wrong)
  }
  if (inputs.bucket !== '') ask('bucket', bucketFault(inputs.bucket, ' The rest belongs into prefix.'))
  if (inputs.state !== inputs.bucket) ask('state', bucketFault(inputs.state))
  ask('region', regionFault(inputs.region))
  ask('prefix', prefixFault(inputs.prefix))
  ask('release', releaseFault(inputs))
  ask('compare', compareFault(inputs))
  for (const url of inputs.urls) ask('url', urlFault(url))
  for (const name of inputs.distributions) ask('distribution', distributionFault(name))
  for (const glob of inputs.exclude) ask('exclude', globFault(glob))
  for (const glob of inputs.purge) ask('purge', globFault(glob))
}

function releaseFault({ release, mode }: SiteInputs): string | undefined {
  if (release === undefined || mode === 'rollback' || mode === 'plan') return undefined
  return 'is what `mode: rollback` goes back to, and what `mode: plan` shows.'
}

function compareFault({ compares, release, mode }: SiteInputs): string | undefined {
  if (compares) return undefined
  if (mode !== 'plan') return '`false` is for `mode: plan`, which then shows what was built.'
  return release === undefined ? undefined : '`false` shows what was built, and `release` has no build.'
}

/** People paste addresses; what is meant is their host. */
function hostOf(given: string): string {
  return given.replace(/^https?:\/\//, '').replace(/\/+$/, '')
}

function trimSlashes(text: string): string {
  return text.replace(/^\/+|\/+$/g, '')
}
