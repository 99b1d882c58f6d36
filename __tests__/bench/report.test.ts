import { expect, test } from '@jest/globals'
import type { Comparison, Usage } from '../../bench/model.ts'
import { chartOf } from '../../bench/report/chart.ts'
import { tableOf } from '../../bench/report/table.ts'
import { targetsOf } from '../../bench/report/targets.ts'

const usage = (wall: number): Usage => ({ wall, cpu: wall * 1.5, memory: 200_000_000, requests: 12 })

/** Runs of ours next to runs of the peer, by their seconds. */
function comparison(phase: string, walls: readonly (readonly [number, number])[], more: Partial<Comparison> = {}) {
  const pairs = walls.map(([ours, peer]) => ({ ours: usage(ours), peer: usage(peer) }))
  return { phase, roundTrip: 0, files: 11_542, bytes: 1, peer: 'rclone', pairs, ...more }
}

test('a table has a row for ours with the ratio, and one for the peer', () => {
  const table = tableOf([
    comparison('no-op', [
      [0.5, 1],
      [0.6, 1],
      [0.4, 1],
    ]),
  ])
  expect(table.split('\n').slice(2)).toEqual([
    '| no-op, 11,542 files | 0 ms | colt-deploy | 0.500 (0.400–0.600) | 0.750 (0.600–0.900) | 200 | 12 | **0.500 (0.400–0.600)** |',
    '|  |  | rclone | 1 | 1.50 | 200 | 12 |  |',
  ])
})

test('a row of what ran in place of the action has its name', () => {
  const table = tableOf([comparison('floor', [[0.5, 1]], { peer: undefined, tool: 'Node alone' })])
  expect(table.split('\n').slice(2)).toEqual([
    '| floor, 11,542 files | 0 ms | Node alone | 0.500 | 0.750 | 200 | 12 |  |',
  ])
})

test('cold is held to whichever peer is faster, and is not judged with one of them missing', () => {
  const toRclone = comparison('cold', [[4, 8]])
  const toS5cmd = comparison('cold', [[4, 4.5]], { peer: 's5cmd' })
  const coldOf = (comparisons: Comparison[]) =>
    targetsOf(comparisons, {}, 5).find(({ what }) => what === 'cold ÷ the faster of rclone and s5cmd, 0 ms')
  expect(coldOf([toRclone, toS5cmd])).toMatchObject({ measured: '0.889', reached: false })
  expect(coldOf([toRclone])).toMatchObject({ measured: undefined, reached: false })
})

test('a target is reached at its limit and missed above it', () => {
  const targets = (seconds: number) => targetsOf([comparison('no-op', [[seconds, 2]])], { 'dist/site': 4e6 }, 5)
  const find = (seconds: number, what: string) => targets(seconds).find((target) => target.what === what)
  expect(find(1, 'no-op ÷ rclone, 0 ms')).toMatchObject({ measured: '0.500', reached: true })
  expect(find(1.01, 'no-op ÷ rclone, 0 ms')).toMatchObject({ measured: '0.505', reached: false })
  expect(find(1, 'dist/site, MB')).toMatchObject({ measured: '4', reached: false })
})

test('what 100,000 files take is never told of the icons', () => {
  const many = comparison('no-op', [[9, 9]], { files: 100_000 })
  expect(targetsOf([many], {}, 5).find(({ what }) => what === 'no-op ÷ rclone, 0 ms')?.measured).toBeUndefined()
})

test('growth is the time of each further file', () => {
  const grown = [1, 10, 100].map((thousands) =>
    comparison('growth, cold', [[1 + thousands, 1]], { files: thousands * 1000, peer: undefined }),
  )
  const target = targetsOf(grown, {}, 5).find(({ what }) => what.startsWith('time per further file, cold'))
  expect(target).toMatchObject({ measured: '1', reached: true })
})

test('the chart shows each tool with its seconds, and no chart is made of nothing', () => {
  const svg = chartOf([comparison('no-op', [[0.5, 1.24]])]) ?? ''
  expect(svg).toMatch(/^<svg .*<\/svg>\n$/s)
  for (const words of ['no-op, 0 ms', 'colt-deploy', 'rclone', '0.500 s', '1.24 s']) expect(svg).toContain(words)
  expect(chartOf([comparison('merge', [[6, 23]])])).toBeUndefined()
})
