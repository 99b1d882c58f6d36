// The built site action, run as GitHub's runner does.

import { runAction } from '../../local/runner.ts'
import { measured } from '../measure.ts'
import type { Contender, Credentials, Job, Spent } from '../model.ts'

export type Inputs = Readonly<Record<string, string>>

export function ours(credentials: Credentials, signal: AbortSignal): Contender {
  return {
    name: 'colt-deploy',
    sync: (job) => deploy(job, {}, credentials, signal),
    restamp: (job) => deploy(job, { headers: `**  Cache-Control: max-age=${job.push}` }, credentials, signal),
  }
}

/** Runs the action with these inputs beside those of the job. */
export function deploy(job: Job, inputs: Inputs, credentials: Credentials, signal: AbortSignal): Promise<Spent> {
  const { folder, bucket, endpoint, push } = job
  return measured(async (through) => {
    const { exitCode, lines } = await runAction({
      action: 'site',
      through,
      inputs: { bucket, folder, ...inputs },
      env: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        ...pushVariables(push),
      },
      onStart: (send) => signal.addEventListener('abort', () => send('SIGTERM'), { once: true }),
    })
    if (exitCode !== 0) throw new Error(`colt-deploy ended with ${exitCode}: ${lines.slice(-20).join('\n')}`)
  })
}

/** What GitHub would tell the action about this push. */
export function pushVariables(push: number): Readonly<Record<string, string>> {
  const commit = push.toString(16).padStart(40, '0')
  return { GITHUB_SHA: commit, GITHUB_RUN_NUMBER: String(push), GITHUB_RUN_ID: String(1000 + push) }
}
