// A pull request is planned for the environment that its base branch deploys.

import type { Decision, Event, Settings } from '../model.ts'
import { shown } from './branches.ts'
import { noOwner, ownerOf } from './push.ts'
import { something } from './something.ts'

type PullRequest = Event & { readonly on: 'pull-request' }

/** @throws {Failure} where more than one environment claims the base branch */
export function plannedFor(event: PullRequest, settings: Settings): Decision {
  const base = shown(event.base)
  const environment = ownerOf(event.base, settings)
  if (environment === undefined) {
    return { mode: 'none', reason: `A pull request into ${base} plans nothing: ${noOwner(settings)}` }
  }
  const why = withoutAws(event, settings)
  const reason = `A pull request into ${base} is a plan for ${environment.name}${why === '' ? '.' : `, ${why}`}`
  return something('plan', environment, settings, { reason, role: why === '' ? settings.planRole : undefined })
}

/** Why nothing can be compared with what is live; '' where it can. */
function withoutAws({ stranger }: PullRequest, { planRole, file }: Settings): string {
  const blind = 'so it is not compared with what is live'
  if (stranger === 'fork') return `and it comes from a fork, to which GitHub gives no credentials, ${blind}.`
  if (stranger === 'dependabot') return `and it comes from Dependabot, to which GitHub gives no credentials, ${blind}.`
  return planRole === undefined ? `and ${file} has no plan-role, ${blind}. Add one.` : ''
}
