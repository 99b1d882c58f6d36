// What a stack says of a role: who may take it, and what it may do.

import { type Json, mapIn, textsIn } from '../json.ts'
import type { Stack } from './stack.ts'

/** The policy document that says who may take the role. */
export function trustOf({ resources }: Stack, role: string): Json {
  return resources[role]?.AssumeRolePolicyDocument ?? {}
}

/** The policy documents of the role: those that name it, and those that it names. */
export function policiesOf({ resources, types }: Stack, role: string): readonly Json[] {
  const { RoleName, ManagedPolicyArns } = resources[role] ?? {}
  const managed = textsIn(ManagedPolicyArns).map((arn) => arn.slice(arn.lastIndexOf('/') + 1))
  return Object.entries(resources).flatMap(([name, properties]) => {
    const names = types[name] === 'AWS::IAM::RolePolicy' && properties.RoleName === RoleName
    return (names || managed.includes(name)) && properties.PolicyDocument !== undefined
      ? [properties.PolicyDocument]
      : []
  })
}

/** The tags of the role, which policies may compare with those of what it touches. */
export function tagsOf({ resources }: Stack, role: string): Readonly<Record<string, string>> {
  const tags = resources[role]?.Tags
  return Object.fromEntries(
    (Array.isArray(tags) ? tags : []).map((tag) => [String(mapIn(tag).Key), String(mapIn(tag).Value)]),
  )
}
