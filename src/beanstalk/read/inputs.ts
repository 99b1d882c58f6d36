// The inputs of the API action, parsed once, with every fault told at once.

import { bucketFault, regionFault, urlFault, type Wrong } from '../../shared/input-rules.ts'
import { type InputReader, inputReader } from '../../shared/inputs.ts'
import type { MinHealth, Mode } from '../model.ts'

/** Every input with its default, as `beanstalk/action.yml` declares them. */
export const declared = {
  mode: 'deploy',
  application: '',
  environment: '',
  bundle: '',
  'version-label': '',
  'env-tag': '',
  bucket: '',
  'min-health': 'green',
  'verify-url': '',
  'verify-status': '200',
  timeout: '30',
  'on-failure': 'rollback',
  'when-absent': 'fail',
  'allow-older': 'false',
  region: 'us-east-1',
  'github-token': '',
} as const

type Name = keyof typeof declared

export interface ApiInputs {
  readonly mode: Mode
  readonly application: string
  readonly environment: string
  /** Folder or archive, as given; '' where no version is made. */
  readonly bundle: string
  /** '' where it is made up, or found in the history. */
  readonly label: string
  /** What the tag `env` of the environment has to say; '' where that does not matter. */
  readonly envTag: string
  /** '' for the account's own Beanstalk bucket. */
  readonly bucket: string
  readonly minHealth: MinHealth
  /** '' where nobody is to look. */
  readonly verifyUrl: string
  readonly verifyStatus: number
  /** Milliseconds. */
  readonly timeout: number
  readonly onFailure: 'rollback' | 'stop'
  readonly whenAbsent: 'fail' | 'skip'
  readonly allowsOlder: boolean
  readonly region: string
  readonly token: string
}

/** @throws {AggregateError} with a sentence for every faulty input. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): ApiInputs {
  const read = inputReader(declared, env)
  const inputs: ApiInputs = {
    mode: read.choice('mode', ['deploy', 'plan', 'rollback', 'resume']),
    application: read.required('application'),
    environment: read.required('environment'),
    bundle: read.text('bundle'),
    label: read.text('version-label'),
    envTag: read.text('env-tag'),
    bucket: read.text('bucket'),
    minHealth: read.choice('min-health', ['green', 'yellow', 'none']),
    verifyUrl: read.text('verify-url'),
    verifyStatus: read.whole('verify-status', 100, 599),
    timeout: read.whole('timeout', 1, 60) * 60_000,
    onFailure: read.choice('on-failure', ['rollback', 'stop']),
    whenAbsent: read.choice('when-absent', ['fail', 'skip']),
    allowsOlder: read.choice('allow-older', ['false', 'true']) === 'true',
    region: read.text('region'),
    token: read.text('github-token'),
  }
  check(inputs, read)
  read.check()
  return inputs
}

function check(inputs: ApiInputs, { fault }: InputReader<Name>): void {
  const ask = (name: Name, given: string, rule: (given: string) => Wrong): void => {
    const wrong = given === '' ? undefined : rule(given)
    if (wrong !== undefined) fault(name, wrong)
  }
  ask('application', inputs.application, applicationFault)
  ask('environment', inputs.environment, environmentFault)
  ask('version-label', inputs.label, labelFault)
  ask('bucket', inputs.bucket, bucketFault)
  ask('verify-url', inputs.verifyUrl, urlFault)
  ask('region', inputs.region, regionFault)
  if (needsBundle(inputs) && inputs.bundle === '') {
    fault('bundle', 'is required to deploy, but it is empty. Name the folder, or the archive, that holds the API.')
  }
}

/** What is planned without a bundle is a rollback to that version. */
function needsBundle({ mode, label }: ApiInputs): boolean {
  return mode === 'deploy' || (mode === 'plan' && label === '')
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplication.html */
function applicationFault(name: string): Wrong {
  return /^[^/]{1,100}$/.test(name)
    ? undefined
    : `“${name}” is not the name of an application: up to 100 characters, no slash.`
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html */
function environmentFault(name: string): Wrong {
  const isName = /^[A-Za-z0-9][A-Za-z0-9-]{2,38}[A-Za-z0-9]$/.test(name)
  return isName ? undefined : `“${name}” is not the name of an environment: 4 to 40 letters, digits and hyphens.`
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplicationVersion.html */
function labelFault(label: string): Wrong {
  return /^[^/]{1,100}$/.test(label) ? undefined : `“${label}” is not a version label: up to 100 characters, no slash.`
}
