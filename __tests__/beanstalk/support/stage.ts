// A stage for stories of the API action: the real SDK against Local AWS, in this process, with a time that passes at once.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ElasticBeanstalkClient, UpdateEnvironmentCommand } from '@aws-sdk/client-elastic-beanstalk'
import type { EnvironmentOptions, JournalEntry, LocalAws, LocalEnvironment, Rule } from '../../../local/index.ts'
import { elasticBeanstalk } from '../../../src/beanstalk/aws/beanstalk.ts'
import { s3Bundles, s3State } from '../../../src/beanstalk/aws/bundles.ts'
import { readCaller } from '../../../src/beanstalk/aws/caller.ts'
import { deployApi } from '../../../src/beanstalk/deploy.ts'
import type { History, WebLook } from '../../../src/beanstalk/model.ts'
import type { World } from '../../../src/beanstalk/ports.ts'
import { readInputs } from '../../../src/beanstalk/read/inputs.ts'
import { readHistory } from '../../../src/beanstalk/records/history.ts'
import { statePlace } from '../../../src/beanstalk/records/names.ts'
import { newAccount, reportOf } from '../../../src/beanstalk/report/account.ts'
import { outputsOf } from '../../../src/beanstalk/report/outputs.ts'
import { summaryOf } from '../../../src/beanstalk/report/summary.ts'
import { resumeApi } from '../../../src/beanstalk/resume.ts'
import { rollBackApi } from '../../../src/beanstalk/rollback.ts'
import { messagesOf } from '../../../src/shared/action.ts'
import { gatedClock, openGate } from '../../../src/shared/gate.ts'
import { Interrupted } from '../../../src/shared/interrupt.ts'
import type { Comparison } from '../../../src/shared/order.ts'
import { provenanceOf } from '../../../src/shared/provenance.ts'
import { stopwatch } from '../../../src/shared/stopwatch.ts'
import { fakeClock } from '../../shared/support/clock.ts'
import '../../shared/support/node-errors.ts'
import { recordingLog } from '../../shared/support/log.ts'
import { passingClock } from './passing-clock.ts'

export const APPLICATION = 'colt-api'
export const ENVIRONMENT = 'api-prod'
export const BUCKET = 'bundles'

export interface Told {
  readonly outputs: Readonly<Record<string, string>>
  /** As `info: …`, `notice: …`, `warning: …`. */
  readonly lines: readonly string[]
  readonly log: string
  /** What the `::error::` line holds; '' where the run ended well. */
  readonly error: string
  readonly summary: string
  /** What was sent to change something, one line each, without leases and clients' own looks. */
  readonly writes: readonly string[]
}

export interface Run {
  readonly inputs?: Readonly<Record<string, string>>
  /** Beside those that every bundle has, by path. */
  readonly files?: Readonly<Record<string, string | Buffer>>
  /** Which push this is: it decides commit, run and run number. */
  readonly push?: number
  /** What GitHub says of the commit of this push, compared with that of what is live. */
  readonly comparison?: Comparison
  readonly web?: () => WebLook
  /** Told each line as it is logged; cancels the run where it says so. */
  readonly cancelAt?: (line: string) => boolean
}

export interface Stage {
  readonly aws: LocalAws
  readonly environment: LocalEnvironment
  /** Deploys a bundle whose content is that version. */
  deploy(version: number, run?: Run): Promise<Told>
  rollBack(run?: Run): Promise<Told>
  resume(run?: Run): Promise<Told>
  history(): History
  /** Somebody updates the environment in the console. */
  byHand(label: string): void
  rule(rule: Rule): void
}

export interface Setting extends Partial<EnvironmentOptions> {
  /** There is no environment at all. */
  readonly absent?: boolean
}

export interface Theatre {
  open(setting?: Setting): Promise<Stage>
}

/** @param aws whose environment is that of this process */
export async function openStage(aws: LocalAws, setting: Setting = {}): Promise<Stage & { close(): Promise<void> }> {
  const { absent = false, ...options } = setting
  const folder = await mkdtemp(join(tmpdir(), 'api-'))
  aws.buckets.create(BUCKET)
  aws.beanstalk.application(APPLICATION)
  const made = absent
    ? undefined
    : await aws.beanstalk.create(ENVIRONMENT, { application: APPLICATION, version: 'v1', pace: '20s', ...options })
  const ends: (() => void)[] = []
  let pushes = 0

  async function run(mode: string, bundle: string, given: Run): Promise<Told> {
    const push = given.push ?? pushes + 1
    pushes = Math.max(pushes, push)
    const inputs = readInputs(variablesOf({ ...common, mode, bundle, ...given.inputs }))
    const told = recordingLog()
    const gate = openGate()
    const heard = (line: string) => {
      if (given.cancelAt?.(line) === true) gate.shut(new Interrupted('SIGINT'))
    }
    const log = {
      ...told,
      info(line: string) {
        told.info(line)
        heard(line)
      },
      warning(line: string) {
        told.warning(line)
        heard(line)
      },
    }
    const time = passingClock((milliseconds) => aws.clock.advance(milliseconds))
    const world: World = {
      caller: (signal) => readCaller('us-east-1', gate, fakeClock(), signal),
      beanstalk: elasticBeanstalk(
        { application: APPLICATION, environment: ENVIRONMENT, region: 'us-east-1' },
        gate,
        fakeClock(),
      ),
      storage: (bucket, owner) => {
        const place = { bucket, owner, place: statePlace(APPLICATION, ENVIRONMENT), region: 'us-east-1' }
        return {
          bundles: s3Bundles(place, { gate, cleaning: openGate() }, fakeClock()),
          state: s3State(place, gate, time.story),
          leasing: s3State(place, openGate(), time.story),
        }
      },
      web: { look: async () => given.web?.() ?? { isRight: true, what: 'status 200' } },
      commits: { compare: async () => given.comparison },
      clock: gatedClock(time.story, gate),
      wallClock: time.beside,
      now: () => aws.clock.now(),
      random: () => 0.5,
      log,
      run: {
        provenance: provenanceOf(pushVariables(push), ENVIRONMENT),
        url: `https://github.com/o/r/actions/runs/${1000 + push}`,
        job: 'deploy',
      },
      gate,
    }
    const account = newAccount(stopwatch(time.story, log))
    const before = aws.journal.writes().length
    let failures: readonly string[] = []
    try {
      if (mode === 'resume') await resumeApi(inputs, world, account)
      else if (mode === 'rollback' || bundle === '') await rollBackApi(inputs, world, account)
      else await deployApi(inputs, { folder, temporary: folder }, world, account)
    } catch (error) {
      account.outcome = 'failed'
      failures = messagesOf(error)
    }
    const place = { application: APPLICATION, name: ENVIRONMENT, mode: inputs.mode, verifies: inputs.verifyUrl !== '' }
    const report = reportOf(account, place, failures)
    const lines = told.lines.filter((line) => !line.startsWith('debug: '))
    return {
      outputs: outputsOf(report),
      lines,
      log: lines.join('\n'),
      error: failures.join('\n'),
      summary: summaryOf(report),
      writes: aws.journal.entries
        .filter(({ changes }) => changes)
        .slice(before)
        .filter(isNoLease)
        .map(writeLine),
    }
  }

  return {
    aws,
    get environment() {
      return made ?? aws.beanstalk.environment(ENVIRONMENT)
    },
    async deploy(version, given = {}) {
      await layOut(join(folder, `v${version}`), version, given.files)
      return await run('deploy', `v${version}`, { push: version, ...given })
    },
    rollBack: (given = {}) => run('rollback', '', given),
    resume: (given = {}) => run('resume', '', given),
    history() {
      const place = statePlace(APPLICATION, ENVIRONMENT)
      const found = aws.buckets.get(BUCKET, `${place}history.json`)
      return readHistory(found?.body ?? Buffer.from(''), place, APPLICATION, ENVIRONMENT)
    },
    byHand(label) {
      const client = new ElasticBeanstalkClient({ region: 'us-east-1' })
      void client.send(new UpdateEnvironmentCommand({ EnvironmentName: ENVIRONMENT, VersionLabel: label }))
    },
    rule: (rule) => void ends.push(aws.intercept(rule)),
    async close() {
      for (const end of ends) end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const common = { application: APPLICATION, environment: ENVIRONMENT, bucket: BUCKET }

function isNoLease({ key = '' }: JournalEntry): boolean {
  return !key.endsWith('lease.json') && !key.endsWith('conditions')
}

/** `UpdateEnvironment api-prod-main-… 200`: the operation, what it is about without IDs, and what became of it. */
function writeLine({ operation, key, version, outcome }: JournalEntry): string {
  const subject = version ?? key?.replace(/^.*\//, '').replace(/^[0-9a-f]{64}/, '<identity>') ?? ''
  return [operation, subject, outcome].filter((part) => part !== '').join(' ')
}

async function layOut(folder: string, version: number, more: Run['files'] = {}): Promise<void> {
  const files = {
    ...more,
    'package.json': JSON.stringify({ name: 'api', version: `${version}.0.0`, scripts: { start: 'node server.js' } }),
    'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
    'server.js': `require('http').createServer((_, answer) => answer.end('${version}')).listen(process.env.PORT)`,
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

function variablesOf(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
}

/** What a runner says of that push. */
export function pushVariables(push: number): Record<string, string> {
  return {
    GITHUB_REPOSITORY: 'octo/colt-api',
    GITHUB_SHA: push.toString(16).padStart(2, '0').repeat(20),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_RUN_ID: String(1000 + push),
    GITHUB_RUN_NUMBER: String(push),
    GITHUB_ACTOR: 'octocat',
    GITHUB_WORKFLOW_REF: 'octo/colt-api/.github/workflows/deploy.yml@refs/heads/main',
  }
}
