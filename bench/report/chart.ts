// The chart of the README: a panel for each phase and round trip, a bar for each tool, from zero.

import { init } from 'echarts'
import type { Comparison } from '../model.ts'
import { rounded, spreadOf } from './numbers.ts'

const WIDTH = 960
const PANEL = 150
const TOP = 60
/** Read on white and on black alike, for a picture does not know the page it is on. */
const [TEXT, OURS, PEER] = ['#768390', '#2f81f7', '#9aa4af']
const SHOWN = ['cold', 'no-op', 'delta']

interface Panel {
  readonly title: string
  /** The medians of seconds by tool, the quickest last, for bars are drawn from below. */
  readonly bars: readonly (readonly [tool: string, seconds: number])[]
}

/** An SVG; undefined where none of the phases that it shows were compared with a peer. */
export function chartOf(comparisons: readonly Comparison[]): string | undefined {
  const panels = panelsOf(comparisons)
  if (panels.length === 0) return undefined
  const height = TOP + PANEL * Math.ceil(panels.length / 2)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  const places = panels.map((_, index) => placeOf(index))
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    title: [
      {
        text: 'Seconds to bring a site to S3; median, shorter is better',
        left: 8,
        textStyle: { color: TEXT, fontSize: 16 },
      },
      ...panels.map(({ title }, index) => ({
        text: title,
        ...titleAt(index),
        textStyle: { color: TEXT, fontSize: 13 },
      })),
    ],
    grid: places,
    xAxis: panels.map((_, gridIndex) => ({ type: 'value', gridIndex, min: 0, show: false })),
    yAxis: panels.map(({ bars }, gridIndex) => ({
      type: 'category',
      gridIndex,
      data: bars.map(([tool]) => tool),
      axisLabel: { color: TEXT },
      axisLine: { lineStyle: { color: TEXT } },
      axisTick: { show: false },
    })),
    series: panels.map(({ bars }, index) => ({
      type: 'bar',
      xAxisIndex: index,
      yAxisIndex: index,
      barWidth: 14,
      label: { show: true, position: 'right', color: TEXT, formatter: '{@[0]} s' },
      data: bars.map(([tool, seconds]) => ({
        value: seconds,
        label: { formatter: `${rounded(seconds)} s` },
        itemStyle: { color: tool === 'colt-deploy' ? OURS : PEER },
      })),
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return `${svg}\n`
}

function panelsOf(comparisons: readonly Comparison[]): Panel[] {
  const shown = comparisons.filter(({ phase, peer, files }) => SHOWN.includes(phase) && peer && files !== 100_000)
  const groups = Map.groupBy(shown, ({ phase, roundTrip }) => `${phase}, ${roundTrip} ms`)
  return [...groups].map(([title, group]) => ({ title: `${title} added to each round trip`, bars: barsOf(group) }))
}

function barsOf(group: readonly Comparison[]): Panel['bars'] {
  const ours = spreadOf(group.flatMap(({ pairs }) => pairs.map((pair) => pair.ours.wall))).median
  const rivals = group.map(({ peer = '', pairs }) => {
    const walls = pairs.flatMap((pair) => (pair.peer ? [pair.peer.wall] : []))
    return [peer, spreadOf(walls).median] as const
  })
  return [...rivals.sort((a, b) => b[1] - a[1]), ['colt-deploy', ours]]
}

function placeOf(index: number) {
  return { left: 110 + column(index), top: TOP + row(index) + 24, width: 290, height: PANEL - 50 }
}

function titleAt(index: number) {
  return { left: 8 + column(index), top: TOP + row(index) - 6 }
}

const column = (index: number) => (index % 2) * (WIDTH / 2)
const row = (index: number) => Math.floor(index / 2) * PANEL
