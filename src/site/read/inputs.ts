// The inputs of the site action, parsed once, with every fault told at once.

import picomatch from 'picomatch'
import { inputReader } from '../../shared/inputs.ts'
import { type HeaderRule, parseHeaderRules } from '../describe/header-rules.ts'
import type { Invalidate, Retention } from '../model.ts'

/** Every input with its default, as `action.yml` declares them. */
export const declared = {
  mode: 'deploy',
  folder: '',
  bucket: '',
  prefix: 'dist',
  distribution: '',
  url: '',
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
  const bucket = read.required('bucket')
  const inputs: SiteInputs = {
    mode: read.choice('mode', ['deploy', 'plan', 'rollback', 'resume']),
    folder: read.text('folder'),
    bucket,
    prefix: trimSlashes(read.textOrEmpty('prefix')),
    distributions: read.lines('distribution').map(hostOf),
    urls: read.lines('url'),
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

type Fault = (name: keyof typeof declared, sentence: string) => void

function check(inputs: SiteInputs, fault: Fault): void {
  if (inputs.bucket !== '' && !isBucketName(inputs.bucket)) fault('bucket', bucketFault(inputs.bucket))
  if (inputs.state !== inputs.bucket && !isBucketName(inputs.state)) fault('state', bucketFault(inputs.state))
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(inputs.region)) {
    fault('region', `“${inputs.region}” is not an AWS region, such as us-east-1.`)
  }
  for (const part of inputs.prefix.split('/')) {
    if (part === '.' || part === '..') fault('prefix', `“${inputs.prefix}” holds “${part}”, which no web address can.`)
  }
  if (inputs.prefix.split('/')[0] === '.colt-deploy')
    fault('prefix', '.colt-deploy is where the state of deploys lies.')
  if (inputs.prefix === '-') fault('prefix', '“-” is how the state of a whole bucket is called.')
  if (inputs.release !== undefined && inputs.mode !== 'rollback' && inputs.mode !== 'plan') {
    fault('release', 'is what `mode: rollback` goes back to, and what `mode: plan` shows.')
  }
  for (const url of inputs.urls) {
    if (!isWebAddress(url)) fault('url', `“${url}” is not an address such as https://example.com.`)
  }
  for (const name of inputs.distributions) {
    if (!isDistribution(name))
      fault('distribution', `“${name}” is neither an ID, such as E2EXAMPLE1234, nor a host name.`)
  }
  for (const name of ['exclude', 'purge'] as const) {
    for (const glob of inputs[name]) {
      if (!isGlob(glob)) fault(name, `“${glob}” is not a glob relative to the folder, such as drafts/**.`)
    }
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..')
}

function bucketFault(given: string): string {
  const hint = given.replace(/^(s3:\/\/|arn:aws:s3:::)/, '').split('/')[0] ?? ''
  const meant = hint !== given && isBucketName(hint) ? ` Only the name: ${hint}. The rest belongs into prefix.` : ''
  return `“${given}” is not the name of a bucket.${meant}`
}

/** People paste addresses; what is meant is their host. */
function hostOf(given: string): string {
  return given.replace(/^https?:\/\//, '').replace(/\/+$/, '')
}

function isDistribution(name: string): boolean {
  return /^[A-Z0-9]{4,}$/.test(name) || /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]+$/i.test(name)
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text)
}

function isGlob(glob: string): boolean {
  try {
    picomatch.makeRe(glob)
    return !/^(\/|\.\/|!)/.test(glob)
  } catch {
    return false
  }
}

function trimSlashes(text: string): string {
  return text.replace(/^\/+|\/+$/g, '')
}
