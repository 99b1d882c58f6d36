// The template with the parameters of one site and one API, as three repositories would give them.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { policiesOf, tagsOf } from '../../../local/cloudformation/roles.ts'
import { type Stack, stackOf } from '../../../local/cloudformation/stack.ts'
import type { LocalAws, LocalRole } from '../../../local/index.ts'
import { isMap as isJsonMap, type Json, listIn, mapIn, textsIn } from '../../../local/json.ts'

export const template = readFileSync(join(import.meta.dirname, '../../../infrastructure/deploy-roles.yml'), 'utf8')

export type Parameters = Readonly<Record<string, string>>

export const siteParameters: Parameters = {
  Kind: 'site',
  Owner: 'coltpay',
  OwnerId: '101',
  Repository: 'colt-frontend',
  RepositoryId: '201',
  ProdBucket: 'coltpay.com',
  DevBucket: 'dev.coltpay.com',
  ProdDistribution: 'E1PRODPRODPROD',
  DevDistribution: 'E2DEVDEVDEVDEV',
}

export const apiParameters: Parameters = {
  Kind: 'api',
  Owner: 'coltpay',
  OwnerId: '101',
  Repository: 'colt-api',
  RepositoryId: '202',
  ProdBucket: 'bundles',
  DevBucket: 'bundles-dev',
  Application: 'colt-api',
  ProdEnvironment: 'api-prod',
  DevEnvironment: 'api-dev',
}

export const stackWith = (parameters: Parameters): Stack => stackOf(template, parameters)

export type RoleName = 'ProdRole' | 'DevRole' | 'PlanRole'

/** Lets somebody take a role of the stack, without one of its rights where that is named: `Write s3:PutObject`. */
export function take(aws: LocalAws, stack: Stack, role: RoleName, without?: string): LocalRole {
  const policies = policiesOf(stack, role).map((document) =>
    without === undefined ? document : less(document, without),
  )
  return aws.iam.role(role, { policies, tags: tagsOf(stack, role) })
}

function less(document: Json, right: string): Json {
  const Statement = listIn(mapIn(document).Statement).map((given) => {
    const statement = mapIn(given)
    return {
      ...statement,
      Action: textsIn(statement.Action).filter((action) => `${statement.Sid} ${action}` !== right),
    }
  })
  return { ...mapIn(document), Statement }
}

/** Every right that a role of the stack has, as `Write s3:PutObject`. */
export function rightsOf(stack: Stack, role: RoleName): readonly string[] {
  return policiesOf(stack, role).flatMap((document) =>
    listIn(mapIn(document).Statement)
      .filter(isJsonMap)
      .flatMap(({ Sid, Action }) => textsIn(Action).map((action) => `${Sid} ${action}`)),
  )
}

/** The comments behind the actions of a policy of the template, by right; '' where there is none. */
export function commentsOf(policy: string): ReadonlyMap<string, string> {
  const statements = parseDocument(template).getIn(['Resources', policy, 'Properties', 'PolicyDocument', 'Statement'])
  const found = new Map<string, string>()
  visit(statements, found)
  return found
}

function visit(node: unknown, found: Map<string, string>): void {
  if (isSeq(node)) for (const item of node.items) visit(item, found)
  if (!isMap(node) || !node.has('Action')) return
  const action = node.get('Action', true)
  for (const one of isSeq(action) ? action.items : [action]) {
    if (isScalar(one)) found.set(`${node.get('Sid')} ${one.value}`, (one.comment ?? '').trim())
  }
}
