// The built action, run as a process of its own against a realm.

import { type ActionResult, type ActionRun, runAction } from '../../../local/runner.ts'
import { BUCKET } from './guard.ts'
import type { Realm } from './realm.ts'
import { workspaceOf } from './workspaces.ts'
import { commitOf, type Run } from './writer.ts'

/** Runs `dist/site`, told apart from all other writers by its name as these are. */
export async function runBuilt(
  { aws, distribution }: Pick<Realm, 'aws' | 'distribution'>,
  { name, version, inputs }: Pick<Run, 'name' | 'version' | 'inputs'>,
  { env, ...more }: Partial<ActionRun> = {},
): Promise<ActionResult> {
  return await runAction({
    action: 'site',
    workspace: await workspaceOf(version),
    inputs: { bucket: BUCKET, distribution: distribution.id, concurrency: '2', ...inputs },
    env: {
      ...aws.envFor(name),
      GITHUB_JOB: name,
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_SHA: commitOf(version),
      GITHUB_RUN_NUMBER: String(version),
      ...env,
    },
    ...more,
  })
}
