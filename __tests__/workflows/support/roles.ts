// Who may be which role: per repository and environment, by the token's repository, ref and subject.

import type { TrustPolicy } from './trust.ts'

/** GitHub's numbers for the repositories. */
export const OWNER_ID = '1001'
export const repositoryIds: Readonly<Record<string, string>> = {
  'colt-frontend': '2001',
  'colt-admin': '2002',
  'colt-api': '2003',
}

const environments: Readonly<Record<string, string>> = {
  prod: 'refs/heads/main',
  dev: 'refs/heads/*',
}

/** The trust policy of `arn:aws:iam::123456789012:role/<repository>-<environment>`; undefined for a role that is not there. */
export function trustPolicyOf(role: string): TrustPolicy | undefined {
  const [, repository = '', name = ''] = /^arn:aws:iam::123456789012:role\/(colt-\w+)-(\w+)$/.exec(role) ?? []
  if (!Object.hasOwn(repositoryIds, repository)) return undefined
  if (name === 'plan') return trusting(repository, 'refs/pull/*', ['pull_request'])
  const ref = environments[name]
  return ref === undefined ? undefined : trusting(repository, ref, [`environment:${name}`, `ref:${ref}`])
}

function trusting(repository: string, ref: string, subjects: readonly string[]): TrustPolicy {
  const id = repositoryIds[repository] ?? ''
  const owners = [`coltpay/${repository}`, `coltpay@${OWNER_ID}/${repository}@${id}`]
  const provider = 'token.actions.githubusercontent.com'
  return {
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${provider}:aud`]: 'sts.amazonaws.com', [`${provider}:repository_id`]: id },
          StringLike: {
            [`${provider}:ref`]: ref,
            [`${provider}:sub`]: subjects.flatMap((subject) => owners.map((owner) => `repo:${owner}:${subject}`)),
          },
        },
      },
    ],
  }
}
