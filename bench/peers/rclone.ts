// rclone with the flags that make it quickest without making it blind.

import { spend } from '../measure.ts'
import type { Contender, Credentials, Job } from '../model.ts'
import { rcloneProgram } from './tools.ts'

const flags = ['--fast-list', '--transfers', '64', '--checkers', '64', '--s3-no-check-bucket', '--log-level', 'ERROR']

/** Times are those of the checkout, so it has to compare hashes. It cannot see headers, so it is made to upload all again. */
export function rclone(credentials: Credentials, signal: AbortSignal, more: readonly string[] = []): Contender {
  const program = rcloneProgram()
  const run = (job: Job, how: readonly string[]) => {
    const args = ['sync', ...how, ...flags, ...more, job.folder, `bench:${job.bucket}/dist`]
    return spend({ program, args, env: environment(job, credentials) }, signal)
  }
  return {
    name: more.length === 0 ? 'rclone' : 'rclone-no-head',
    sync: (job) => run(job, ['--checksum']),
    restamp: (job) => run(job, ['--ignore-times', '--header-upload', `Cache-Control: max-age=${job.push}`]),
  }
}

/** A remote called `bench`; the configuration file of whoever runs this is not read. */
function environment({ endpoint }: Job, { accessKeyId, secretAccessKey }: Credentials): Record<string, string> {
  return {
    RCLONE_CONFIG: '/dev/null',
    RCLONE_CONFIG_BENCH_TYPE: 's3',
    RCLONE_CONFIG_BENCH_PROVIDER: 'Other',
    RCLONE_CONFIG_BENCH_ACCESS_KEY_ID: accessKeyId,
    RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY: secretAccessKey,
    RCLONE_CONFIG_BENCH_ENDPOINT: endpoint,
    RCLONE_CONFIG_BENCH_REGION: 'us-east-1',
  }
}
