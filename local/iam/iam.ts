// Roles whose policies are held against every request. Who asks with any other access key may do everything.

import type { Json } from '../json.ts'
import { ACCOUNT } from '../s3/strictness.ts'
import type { Asked, Estate, Rights } from './asked.ts'
import { cloudFrontRights } from './cloudfront.ts'
import type { Context } from './conditions.ts'
import { decisionOn, type Right } from './decision.ts'
import { beanstalkRights } from './elasticbeanstalk.ts'
import { s3Rights } from './s3.ts'
import { type Statement, statementsOf } from './statement.ts'
import { stsRights } from './sts.ts'

export interface RoleOptions {
  /** Policy documents, as JSON has them. */
  readonly policies: readonly Json[]
  /** Tags of the role, which its policies know as `aws:PrincipalTag/…`. */
  readonly tags?: Readonly<Record<string, string>>
}

/** A role as a test holds it in its hand. */
export interface LocalRole {
  /** The environment variables of who has taken it. */
  readonly env: Readonly<Record<string, string>>
  /** Each right that was made use of, by the statement that gives it: `Write s3:PutObject`. */
  readonly used: ReadonlySet<string>
  /** Each right that was wanting: `s3:PutObject on arn:aws:s3:::shop/dist/app.js`. */
  readonly wanting: ReadonlySet<string>
}

export interface Iam {
  /** Makes a role, by letters and digits; one that is there already takes these policies. */
  role(name: string, options: RoleOptions): LocalRole
}

interface Role {
  readonly name: string
  readonly statements: readonly Statement[]
  readonly context: Context
  readonly used: Set<string>
  readonly wanting: Set<string>
}

/** What is wanting of the rights that a request takes, in the words of AWS; undefined where nothing is. */
export type Guard = (service: string, asked: Omit<Asked, 'estate'>) => string | undefined

export interface IamAndGuard {
  readonly door: Iam
  readonly guard: Guard
}

/** @param envFor the environment variables of who asks under that name */
export function openIam(estate: Estate, envFor: (name: string) => Readonly<Record<string, string>>): IamAndGuard {
  const roles = new Map<string, Role>()
  return {
    door: {
      role: (name, options) => {
        const role = roleOf(name, options)
        const env = envFor(name)
        roles.set(env.AWS_ACCESS_KEY_ID ?? '', role)
        return { env, used: role.used, wanting: role.wanting }
      },
    },
    guard: (service, asked) => {
      const role = roles.get(asked.call.signer?.accessKey ?? '')
      return role && wantingOf(role, tables[service]?.[asked.operation.name]?.({ ...asked, estate }) ?? [])
    },
  }
}

const tables: Readonly<Record<string, Rights>> = {
  s3: s3Rights,
  cloudfront: cloudFrontRights,
  elasticbeanstalk: beanstalkRights,
  sts: stsRights,
}

function roleOf(name: string, { policies, tags = {} }: RoleOptions): Role {
  const context = Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])
  return {
    name,
    statements: statementsOf(policies),
    context: Object.fromEntries(context),
    used: new Set(),
    wanting: new Set(),
  }
}

function wantingOf(role: Role, rights: readonly Right[]): string | undefined {
  for (const right of rights) {
    const decision = decisionOn(right, role.statements, role.context)
    if (decision.kind === 'denied') {
      role.wanting.add(`${right.action} on ${right.resource}`)
      return sentenceOf(role, right, decision.explicitly)
    }
    for (const { sid } of decision.by) role.used.add(`${sid} ${right.action}`)
  }
  return undefined
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function sentenceOf({ name }: Role, { action, resource }: Right, explicitly: boolean): string {
  const who = `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`
  const why = explicitly
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`
}
