import type { Json } from '../json.ts'
import { decisionOn } from './decision.ts'
import { statementsOf } from './statement.ts'

const ISSUER = 'token.actions.githubusercontent.com'

/** May a job of GitHub take the role with this trust policy? `claims` are those of its token: `aud`, `sub`, `ref`, … */
export function admits(trust: Json, claims: Readonly<Record<string, string>>): boolean {
  const context = Object.fromEntries(Object.entries(claims).map(([name, value]) => [`${ISSUER}:${name}`, value]))
  const right = { action: 'sts:AssumeRoleWithWebIdentity', resource: '*', context }
  return decisionOn(right, statementsOf([trust])).kind === 'allowed'
}
