// The roles of one repository, as the template makes them: who may take them, and what whoever has taken them may do.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { policiesOf, tagsOf, trustOf } from '../../../local/cloudformation/roles.ts'
import { type Stack, stackOf } from '../../../local/cloudformation/stack.ts'
import { admits } from '../../../local/iam/trust.ts'
import type { LocalAws } from '../../../local/index.ts'

/** What a token of GitHub says. */
export type Claims = Readonly<Record<string, string>>

export interface Roles {
  /** The keys of that role at Local AWS; undefined where there is no such role, or it does not trust who asks. */
  take(arn: string, claims: Claims): Readonly<Record<string, string>> | undefined
}

/** GitHub's numbers. */
export const OWNER_ID = '1001'
export const repositoryIds: Readonly<Record<string, string>> = {
  'colt-frontend': '2001',
  'colt-admin': '2002',
  'colt-api': '2003',
}

const template = readFileSync(resolve(import.meta.dirname, '../../../infrastructure/deploy-roles.yml'), 'utf8')

/** @param parameters those of the template that say where the repository deploys to */
export function rolesOf(aws: LocalAws, repository: string, parameters: Readonly<Record<string, string>>): Roles {
  const common = {
    Owner: 'coltpay',
    OwnerId: OWNER_ID,
    Repository: repository,
    RepositoryId: repositoryIds[repository] ?? '',
  }
  const stack = stackOf(template, { ...common, ...parameters })
  return {
    take: (arn, claims) => {
      const name = nameIn(stack, arn)
      if (name === undefined || !admits(trustOf(stack, name), claims)) return undefined
      const options = { policies: policiesOf(stack, name), tags: tagsOf(stack, name) }
      return aws.iam.role(shortName(arn).replaceAll('-', ''), options).env
    },
  }
}

/** The logical name of the role with that ARN. */
function nameIn({ resources, types }: Stack, arn: string): string | undefined {
  const roles = Object.entries(resources).filter(([name]) => types[name] === 'AWS::IAM::Role')
  return roles.find(([, { RoleName }]) => arn === `arn:aws:iam::123456789012:role/${RoleName}`)?.[0]
}

/** `arn:aws:iam::123456789012:role/colt-api-prod` → `colt-api-prod` */
export function shortName(arn: string): string {
  return arn.split('/').at(-1) ?? ''
}
