// Which environment of which application this is about, and how policies name its parts.

import { partitionOf } from '../../shared/aws/partition.ts'

export interface Place {
  readonly application: string
  readonly environment: string
  readonly region: string
}

/** What a right is about; `account` is what can be asked of the account alone. */
export type Part = 'environment' | 'application' | 'applicationversion' | 'account'

/** As in a policy; the account is known to AWS alone. */
export function resourceOf({ application, environment, region }: Place, on: Part = 'environment'): string {
  const start = `arn:${partitionOf(region)}:elasticbeanstalk:${region}:*`
  switch (on) {
    case 'account':
      return '*'
    case 'application':
      return `${start}:application/${application}`
    case 'applicationversion':
      return `${start}:applicationversion/${application}/*`
    case 'environment':
      return `${start}:environment/${application}/${environment}`
  }
}
