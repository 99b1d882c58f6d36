// What two parts of the settings file cannot both mean.

import type { Environment, Fault, Glob, Kind, Settings } from '../model.ts'
import { matches } from './branches.ts'

export function conflictsIn(settings: Settings, kind: Kind | 'any'): readonly Fault[] {
  const { environments } = settings
  const pairs = environments.flatMap((one, index) =>
    environments.slice(index + 1).map((other) => [one, other] as const),
  )
  return [
    ...pairs.flatMap(([one, other]) => [...sharedBranches(one, other), ...sharedPlace(one, other)]),
    ...openRoles(settings),
    ...otherKinds(environments, kind),
  ]
}

/** What a glob of one certainly matches is looked for among the other's; rarer overlaps are refused when they happen. */
function sharedBranches(one: Environment, other: Environment): readonly Fault[] {
  return other.branches.flatMap(({ glob, line }) => {
    const shared = one.branches.find((earlier) => overlap(earlier.glob, glob))
    if (shared === undefined) return []
    return [{ line, sentence: `branches: ${claims(glob, other, shared, one)} A push can deploy only one of them.` }]
  })
}

function claims(glob: string, { name }: Environment, shared: Glob, one: Environment): string {
  const both = shared.glob === glob ? glob : `${glob} and ${shared.glob} have branches in common, which`
  return `${both} would deploy both ${one.name} (line ${shared.line}) and ${name}.`
}

function overlap(one: string, other: string): boolean {
  return matches(one, sampleOf(other)) || matches(other, sampleOf(one))
}

/** A branch that belongs to the glob. */
function sampleOf(glob: string): string {
  return glob.replace(/\*+|\?/g, 'x')
}

function sharedPlace(one: Environment, other: Environment): readonly Fault[] {
  const [here, there] = [placeOf(one), placeOf(other)]
  if (here === '' || here !== there) return []
  return [{ line: other.line, sentence: `${other.name} would be deployed onto ${there}, where ${one.name} is.` }]
}

function placeOf({ kind, settings }: Environment): string {
  const { bucket = '', prefix = 'dist', application = '', environment = '' } = settings
  if (kind === 'site') return bucket === '' ? '' : `s3://${bucket}/${prefix.replace(/^\/+|\/+$/g, '')}`
  return application === '' || environment === '' ? '' : `${application}/${environment}`
}

function openRoles({ planRole, environments }: Settings): readonly Fault[] {
  const same = environments.find(({ role }) => role.arn !== '' && role.arn === planRole?.arn)
  if (planRole === undefined || same === undefined) return []
  const sentence = `plan-role: it is the role of ${same.name}, and any pull request would get it. Plans need a role that writes nothing.`
  return [{ line: planRole.line, sentence }]
}

const words: Readonly<Record<Kind, string>> = { site: 'a site', api: 'an API' }

function otherKinds(environments: readonly Environment[], kind: Kind | 'any'): readonly Fault[] {
  const others = kind === 'any' ? [] : environments.filter((one) => one.kind !== kind)
  return others.map((one) => ({
    line: one.line,
    sentence: `${one.name} is ${words[one.kind]}, and this workflow deploys ${words[one.kind === 'site' ? 'api' : 'site']}. ${
      one.kind === 'site' ? 'An API has an application.' : 'A site has no application.'
    }`,
  }))
}
