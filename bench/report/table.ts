// Comparisons as a Markdown table: a row for ours, a row for the peer, and what the one is to the other.

import type { Comparison, Usage } from '../model.ts'
import { ratiosOf, spreadOf, told } from './numbers.ts'

const MB = 1_000_000
const header = ['phase', 'round trip', 'tool', 'wall, s', 'CPU, s', 'peak, MB', 'requests', 'ours ÷ peer, wall']

export function tableOf(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap(rowsOf)
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function rowsOf({ phase, roundTrip, files, peer, tool = 'colt-deploy', pairs }: Comparison): string[][] {
  const first = [`${phase}, ${files.toLocaleString('en-US')} files`, `${roundTrip} ms`]
  const rivals = pairs.flatMap((pair) => (pair.peer ? [pair.peer] : []))
  const ours = pairs.map((pair) => pair.ours)
  if (peer === undefined || rivals.length === 0) return [[...first, tool, ...cellsOf(ours), '']]
  const walls = pairs.flatMap((pair) => (pair.peer ? [[pair.ours.wall, pair.peer.wall] as const] : []))
  return [
    [...first, tool, ...cellsOf(ours), `**${told(ratiosOf(walls))}**`],
    ['', '', peer, ...cellsOf(rivals), ''],
  ]
}

function cellsOf(usages: readonly Usage[]): string[] {
  const of = (what: (usage: Usage) => number, unit = 1) => told(spreadOf(usages.map(what)), unit)
  return [of(({ wall }) => wall), of(({ cpu }) => cpu), of(({ memory }) => memory, MB), of(({ requests }) => requests)]
}
