// A run by hand does what was chosen, from the branches that may.

import { closestMatch } from 'leven'
import { Failure } from '../../shared/failure.ts'
import type { Decision, Environment, Glob, Settings, Wish } from '../model.ts'
import { globList, isAmong, shown } from './branches.ts'
import { something } from './something.ts'
import { checkWish } from './wish.ts'

/** The environment from whose branches every other one may be planned, rolled back and resumed. */
const PRODUCTION = 'prod'

/** @throws {Failure | AggregateError} where the choice is none of the file, or the branch may not */
export function byHand(branch: string, wish: Wish, settings: Settings): Decision {
  const environment = chosen(wish, settings)
  checkWish(wish, environment)
  checkBranch(branch, wish, environment, settings)
  const reason = `Someone chose to ${verbs[wish.mode]} ${environment.name} by hand, from ${shown(branch)}.`
  return something(wish.mode, environment, settings, { reason, wish })
}

const verbs = { deploy: 'deploy', plan: 'plan', rollback: 'roll back', resume: 'resume' } as const

function chosen(wish: Wish, { environments, file }: Settings): Environment {
  const names = environments.map(({ name }) => name)
  const found = environments.find(({ name }) => name === wish.environment)
  if (found !== undefined) return found
  const known = `Those of ${file} are ${names.join(', ')}.`
  if (wish.environment === '') throw new Failure(`Input environment: none was chosen. ${known}`)
  const hint = `${known} Did you mean ${closestMatch(wish.environment, names)}?`
  throw new Failure(`Input environment: “${wish.environment}” is none. ${hint}`)
}

function checkBranch(branch: string, { mode }: Wish, environment: Environment, settings: Settings): void {
  const allowed = branchesFor(mode, environment, settings)
  if (isAmong(allowed, branch)) return
  const from = branch === '' ? 'a tag' : shown(branch)
  throw new Failure(`Could not ${verbs[mode]} ${environment.name} from ${from}`, {
    why: `by hand that may be done from ${globList(allowed)}`,
    hint: `${wayOut(allowed)} by-hand of ${environment.name} in ${settings.file}.`,
  })
}

function wayOut(allowed: readonly Glob[]): string {
  if (allowed.length === 0) return 'Name a branch in'
  return `Choose ${allowed.length === 1 ? 'it' : 'one of them'} under “Use workflow from”, or change`
}

/** Only a deploy takes something from the branch; the other modes go by what is live and what was. */
function branchesFor(mode: Wish['mode'], environment: Environment, { environments }: Settings): readonly Glob[] {
  if (mode === 'deploy') return environment.byHand
  const production = environments.find(({ name }) => name === PRODUCTION)?.branches ?? []
  const own = environment.byHand.map(({ glob }) => glob)
  return [...environment.byHand, ...production.filter(({ glob }) => !own.includes(glob))]
}
