// A push deploys the environment that its branch belongs to.

import { Failure } from '../../shared/failure.ts'
import type { Decision, Environment, Settings } from '../model.ts'
import { claimants, globList, shown } from './branches.ts'
import { something } from './something.ts'

/** @throws {Failure} where more than one environment claims the branch */
export function pushed(branch: string, settings: Settings): Decision {
  const environment = ownerOf(branch, settings)
  if (environment === undefined) {
    return { mode: 'none', reason: `A push to ${shown(branch)} deploys nothing: ${noOwner(settings)}` }
  }
  const reason = `A push to ${shown(branch)} deploys ${environment.name}.`
  return something('deploy', environment, settings, { reason })
}

/** @throws {Failure} where more than one environment claims the branch */
export function ownerOf(branch: string, settings: Settings): Environment | undefined {
  const [first, second] = claimants(branch, settings)
  if (first === undefined || second === undefined) return first
  throw new Failure(`Could not tell what ${shown(branch)} deploys`, {
    why: `both ${first.name} and ${second.name} claim it`,
    hint: `Take it out of the branches of one of them in ${settings.file}.`,
  })
}

/** Ends a sentence on a branch that no environment claims. */
export function noOwner({ environments }: Settings): string {
  const each = environments.map(({ name, branches }) => `${name}: ${globList(branches)}`)
  return `it is a branch of no environment (${each.join('; ')}).`
}
