// The life of a site under a role: everything that its policy is for, one run after the other.

import type { LocalRole } from '../../../local/index.ts'
import { type Files, site, without } from '../../e2e/support/stage.ts'
import type { Env, Ran, Sites } from './sites.ts'

/** Larger than what is uploaded in one piece. */
const large = Buffer.alloc(17 * 1024 * 1024)

interface Step {
  readonly inputs: Readonly<Record<string, string>>
  readonly files?: Files
  readonly outcome: string
  /** What is to go wrong. */
  readonly fault?: (sites: Sites) => () => void
}

const brokenParts = (sites: Sites) =>
  sites.aws.intercept(({ operation }) =>
    operation === 'UploadPart' ? { status: 400, code: 'InvalidRequest', message: 'A part is broken.' } : undefined,
  )

const steps: readonly Step[] = [
  { inputs: { mode: 'deploy' }, files: site(1), outcome: 'deployed' },
  { inputs: { mode: 'deploy' }, files: without(site(2), 'about/index.html'), outcome: 'deployed' },
  { inputs: { mode: 'rollback' }, outcome: 'rolled-back' },
  { inputs: { mode: 'resume' }, outcome: 'resumed' },
  { inputs: { mode: 'plan' }, files: site(3), outcome: 'planned' },
  { inputs: { mode: 'deploy' }, files: { ...site(4), 'large.bin': large }, outcome: 'failed', fault: brokenParts },
]

/** Ends with the first run that does not come out as it should, or that tells people of `awaited`. */
export async function liveSite(sites: Sites, role: LocalRole, env: Env, awaited?: string): Promise<readonly Ran[]> {
  const runs: Ran[] = []
  // Parts are only left behind where an upload fails.
  const first = awaited === 's3:AbortMultipartUpload' ? steps.length - 1 : 0
  for (const [index, { inputs, files, outcome, fault }] of steps.slice(first).entries()) {
    const end = fault?.(sites)
    const ran = await sites.run(role, env, index + 1, inputs, files)
    end?.()
    runs.push(ran)
    if (ran.outcome !== outcome || (awaited !== undefined && ran.told.includes(awaited))) break
  }
  return runs
}

export const outcomes = steps.map(({ outcome }) => outcome)
