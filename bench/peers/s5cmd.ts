// s5cmd with its 256 workers. It compares sizes and times, so a fresh checkout is new to it from end to end.

import { spend } from '../measure.ts'
import type { Contender, Credentials, Job } from '../model.ts'
import { awsEnvironment } from './aws-environment.ts'
import { pythonProgram } from './tools.ts'

/** `--size-only` would make it quicker, and miss every change that leaves the size. */
export function s5cmd(credentials: Credentials, signal: AbortSignal): Contender {
  const program = pythonProgram('s5cmd')
  const run = (job: Job, args: readonly string[]) => {
    const env = awsEnvironment(job.endpoint, credentials)
    return spend({ program, args: ['--endpoint-url', job.endpoint, '--log', 'error', ...args], env }, signal)
  }
  return {
    name: 's5cmd',
    sync: (job) => run(job, ['sync', '--delete', `${job.folder}/`, `s3://${job.bucket}/dist/`]),
    restamp: (job) =>
      run(job, [
        ...['cp', '--metadata-directive', 'REPLACE', '--cache-control', `max-age=${job.push}`],
        ...[`s3://${job.bucket}/dist/*`, `s3://${job.bucket}/dist/`],
      ]),
  }
}
