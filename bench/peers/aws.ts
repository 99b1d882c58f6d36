// aws s3 sync of version 1, which is what PyPI has. It compares sizes and times, so a fresh checkout is new to it.

import { spend } from '../measure.ts'
import type { Contender, Credentials, Job } from '../model.ts'
import { awsEnvironment } from './aws-environment.ts'
import { pythonProgram } from './tools.ts'

export function aws(credentials: Credentials, signal: AbortSignal): Contender {
  const program = pythonProgram('aws')
  const run = (job: Job, args: readonly string[]) => {
    const env = awsEnvironment(job.endpoint, credentials)
    return spend({ program, args: ['s3', ...args, '--only-show-errors'], env }, signal)
  }
  return {
    name: 'aws',
    sync: (job) => run(job, ['sync', job.folder, `s3://${job.bucket}/dist`, '--delete']),
    restamp: (job) => {
      const live = `s3://${job.bucket}/dist`
      const replace = ['--recursive', '--metadata-directive', 'REPLACE', '--cache-control', `max-age=${job.push}`]
      return run(job, ['cp', live, live, ...replace])
    },
  }
}
