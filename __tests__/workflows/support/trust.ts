// What a role's trust policy makes of a token's claims, as IAM evaluates it.

export type Claims = Readonly<Record<string, string>>

export interface TrustPolicy {
  readonly Statement: readonly Statement[]
}

interface Statement {
  readonly Effect: string
  readonly Principal: unknown
  readonly Action: string | readonly string[]
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

const ISSUER = 'token.actions.githubusercontent.com:'

/** Is there a statement that lets these claims assume the role? Only what GitHub's provider needs is known here. */
export function isTrusted(policy: TrustPolicy, claims: Claims): boolean {
  return policy.Statement.some((statement) => {
    const actions = [statement.Action].flat()
    if (statement.Effect !== 'Allow' || !actions.includes('sts:AssumeRoleWithWebIdentity')) return false
    return Object.entries(statement.Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, claimOf(claims, key), [values].flat())),
    )
  })
}

function claimOf(claims: Claims, key: string): string | undefined {
  if (!key.startsWith(ISSUER)) throw new Error(`The trust policy asks for ${key}, which no token of GitHub says.`)
  return claims[key.slice(ISSUER.length)]
}

/** A claim that is not there meets no condition. */
function holds(operator: string, claim: string | undefined, values: readonly string[]): boolean {
  if (claim === undefined) return false
  if (operator === 'StringEquals') return values.includes(claim)
  if (operator === 'StringLike') return values.some((value) => patternOf(value).test(claim))
  throw new Error(`The trust policy has ${operator}, which is not known here.`)
}

function patternOf(value: string): RegExp {
  const source = value.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's')
}
