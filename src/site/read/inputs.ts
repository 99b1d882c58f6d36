// The inputs of the site action, parsed once, with every fault told at once.

import picomatch from 'picomatch'
import { inputReader } from '../../shared/inputs.ts'
import { type HeaderRule, parseHeaderRules } from '../describe/header-rules.ts'
import type { Invalidate } from '../model.ts'

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
  invalidate: 'auto',
  wait: '120',
  environment: '',
  region: 'us-east-1',
  concurrency: '64',
} as const

export type Mode = 'deploy' | 'plan'

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
  readonly invalidate: Invalidate
  /** Milliseconds. */
  readonly wait: number
  readonly environment: string
  readonly region: string
  readonly concurrency: number
}

/** @throws {AggregateError} with a sentence for every faulty input. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): SiteInputs {
  const read = inputReader(declared, env)
  const { rules, faults } = parseHeaderRules(read.text('headers'))
  for (const fault of faults) read.fault('headers', fault)
  const inputs = {
    mode: read.choice('mode', ['deploy', 'plan']),
    folder: read.text('folder'),
    bucket: read.required('bucket'),
    prefix: trimSlashes(read.textOrEmpty('prefix')),
    distributions: read.lines('distribution').map(hostOf),
    urls: read.lines('url'),
    headers: rules,
    exclude: read.lines('exclude'),
    invalidate: read.choice('invalidate', ['auto', 'all', 'none']),
    wait: read.whole('wait', 0, 3600) * 1000,
    environment: read.text('environment'),
    region: read.text('region'),
    concurrency: read.whole('concurrency', 1, 256),
  }
  check(inputs, read.fault)
  read.check()
  return inputs
}

type Fault = (name: keyof typeof declared, sentence: string) => void

function check(inputs: SiteInputs, fault: Fault): void {
  if (inputs.bucket !== '' && !isBucketName(inputs.bucket)) fault('bucket', bucketFault(inputs.bucket))
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(inputs.region)) {
    fault('region', `“${inputs.region}” is not an AWS region, such as us-east-1.`)
  }
  for (const part of inputs.prefix.split('/')) {
    if (part === '.' || part === '..') fault('prefix', `“${inputs.prefix}” holds “${part}”, which no web address can.`)
  }
  if (inputs.prefix.split('/')[0] === '.colt-deploy')
    fault('prefix', '.colt-deploy is where the state of deploys lies.')
  for (const url of inputs.urls) {
    if (!isWebAddress(url)) fault('url', `“${url}” is not an address such as https://example.com.`)
  }
  for (const name of inputs.distributions) {
    if (!isDistribution(name))
      fault('distribution', `“${name}” is neither an ID, such as E2EXAMPLE1234, nor a host name.`)
  }
  for (const glob of inputs.exclude) {
    if (!isGlob(glob)) fault('exclude', `“${glob}” is not a glob relative to the folder, such as drafts/**.`)
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
