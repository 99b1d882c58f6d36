import { describe, expect, test } from '@jest/globals'
import { surroundingsOf } from '../../../src/beanstalk/describe/surroundings.ts'
import { environment, fleet, instance } from '../support/samples.ts'

const of = (...types: readonly string[]) => ({
  refreshed: '',
  instances: types.map((type) => instance('v1', { type })),
})

describe('the processor is told by the instance types', () => {
  test.each<[string, 'arm64' | 'x64' | undefined]>([
    ['t4g.small', 'arm64'],
    ['a1.medium', 'arm64'],
    ['c7gn.large', 'arm64'],
    ['m6gd.metal', 'arm64'],
    ['im4gn.large', 'arm64'],
    ['is4gen.large', 'arm64'],
    ['g5g.xlarge', 'arm64'],
    ['hpc7g.4xlarge', 'arm64'],
    ['x2gd.large', 'arm64'],
    ['t3.micro', 'x64'],
    ['t2.micro', 'x64'],
    ['g5.xlarge', 'x64'],
    ['g4dn.xlarge', 'x64'],
    ['g4ad.xlarge', 'x64'],
    ['gr6.4xlarge', 'x64'],
    ['m7i-flex.large', 'x64'],
    ['c7a.large', 'x64'],
    ['mac2.metal', undefined],
    ['u-3tb1.56xlarge', undefined],
    ['p6e-gb200.36xlarge', undefined],
    ['', undefined],
  ])('%s: %s', (type, machine) => {
    expect(surroundingsOf(environment(), of(type)).machine).toBe(machine)
  })

  test('where all of them are known and agree', () => {
    expect(surroundingsOf(environment(), of('t4g.small', 'm7g.large')).machine).toBe('arm64')
    expect(surroundingsOf(environment(), of('t4g.small', 't3.small')).machine).toBeUndefined()
    expect(surroundingsOf(environment(), of('t4g.small', '')).machine).toBeUndefined()
    expect(surroundingsOf(environment(), of()).machine).toBeUndefined()
    expect(surroundingsOf(environment(), undefined).machine).toBeUndefined()
  })
})

test.each([
  [true, 0, true],
  [true, 1, true],
  [false, 1, false],
  [undefined, 1, undefined],
  [undefined, 2, true],
] as const)('a load balancer (%s) before %d instances: several may be there: %s', (isLoadBalanced, count, several) => {
  const seen = { refreshed: '', instances: Array.from({ length: count }, () => instance()) }
  expect(surroundingsOf(environment({ isLoadBalanced }), seen).loadBalanced).toBe(several)
})

test('tier and platform are those of the environment', () => {
  const platform = '64bit Amazon Linux 2023 v6.6.4 running Node.js 22'
  expect(surroundingsOf(environment(), fleet(0))).toMatchObject({ platform, tier: 'web' })
  expect(surroundingsOf(environment({ isWorker: true }), undefined).tier).toBe('worker')
})
