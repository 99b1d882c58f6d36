// What lints may know of where a bundle goes.

import type { Surroundings } from '../bundle-model.ts'
import type { Environment, Fleet } from '../model.ts'

/** Tells no more than what is seen. */
export function surroundingsOf(environment: Environment, fleet: Fleet | undefined): Surroundings {
  const { platform, isWorker, isLoadBalanced } = environment
  const types = fleet?.instances.map(({ type }) => type) ?? []
  return {
    platform,
    tier: isWorker ? 'worker' : 'web',
    // A worker has no load balancer, and may have several instances all the same.
    loadBalanced: types.length > 1 ? true : isLoadBalanced,
    machine: machineOf(types),
  }
}

/** Undefined where they differ, or it is not known of one of them. */
function machineOf(types: readonly string[]): Surroundings['machine'] {
  const [first, ...others] = new Set(types.map(machineOfType))
  return others.length === 0 ? first : undefined
}

/**
 * The letter behind the generation tells the processor: `g` is Graviton, as in `t4g.small`; `g5.xlarge` is none.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
function machineOfType(type: string): Surroundings['machine'] {
  if (type.startsWith('mac')) return undefined
  if (/^(?:a1|[a-z]+\d+g[a-z]*)\./.test(type)) return 'arm64'
  return /^[a-z]+\d+[a-z]*(?:-flex)?\./.test(type) ? 'x64' : undefined
}
