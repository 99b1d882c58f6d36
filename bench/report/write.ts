// bench/RESULTS.md and bench/chart.svg.

import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Comparison } from '../model.ts'
import { chartOf } from './chart.ts'
import type { Measured } from './kept.ts'
import { machineLines } from './machine.ts'
import { tableOf } from './table.ts'
import { type Bundles, type Target, targetsOf, targetTable } from './targets.ts'

const bench = join(import.meta.dirname, '..')
const dist = join(bench, '..', 'dist')

/** @param cloudFrontSeconds what an invalidation took. */
export async function writeReport(measured: readonly Measured[], cloudFrontSeconds: number): Promise<void> {
  const comparisons = measured.flatMap((each) => each.comparisons)
  const chart = chartOf(comparisons)
  if (chart !== undefined) await writeFile(join(bench, 'chart.svg'), chart)
  const targets = targetsOf(comparisons, await bundles(), cloudFrontSeconds)
  await writeFile(join(bench, 'RESULTS.md'), page(measured, comparisons, targets))
}

function page(measured: readonly Measured[], comparisons: readonly Comparison[], targets: readonly Target[]): string {
  return `# Results

Written by \`npm run bench\`; [README.md](README.md) says what is measured and how. Median and range of the runs; a ratio is that
of a pair of runs, one right after the other, and less than 1 where the action is quicker.

${machineLines().join('\n')}
- ${measured.map(sitting).join(', ')} (UTC)

## Targets

${targetTable(targets)}

## Measured

${tableOf(comparisons)}
`
}

/** As in `cold 2026-10-02 11:58 in 5 pairs`. */
function sitting({ phase, time, comparisons }: Measured): string {
  const fewest = Math.min(...comparisons.map(({ pairs }) => pairs.length))
  return `${phase} ${time.slice(0, 16).replace('T', ' ')} in ${fewest} pairs`
}

async function bundles(): Promise<Bundles> {
  const names = (await readdir(dist)).sort()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [`dist/${name}`, await codeIn(name)])))
}

/** Bytes of the entry and of what it loads later. */
async function codeIn(name: string): Promise<number> {
  const files = (await readdir(join(dist, name))).filter((file) => file.endsWith('.js'))
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(dist, name, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
