// What each phase measured last, kept until it is measured again, so that a report can be made of several sittings.

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Comparison } from '../model.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, '.cache', 'bench', 'measured')

export interface Measured {
  readonly phase: string
  /** ISO 8601, when the phase was over. */
  readonly time: string
  /** Of the action that was measured: another one makes a measurement worthless. */
  readonly bundle: string
  readonly comparisons: readonly Comparison[]
}

/** What was measured before against another peer, or at another round trip, stays. */
export async function keep(phase: string, comparisons: readonly Comparison[]): Promise<void> {
  const [before] = await keptOf([phase])
  const others = (before?.comparisons ?? []).filter((one) => !comparisons.some((another) => isOfOne(one, another)))
  const all = [...comparisons, ...others].toSorted((one, another) => one.roundTrip - another.roundTrip)
  const measured: Measured = { phase, time: new Date().toISOString(), bundle: await bundleHash(), comparisons: all }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${phase}.json`), JSON.stringify(measured, undefined, 1))
}

function isOfOne(one: Comparison, another: Comparison): boolean {
  const same = ['phase', 'roundTrip', 'files', 'peer', 'tool'] as const
  return same.every((name) => one[name] === another[name])
}

/** Those of these phases that were measured with the action as it is built now. */
export async function keptOf(phases: readonly string[]): Promise<Measured[]> {
  const bundle = await bundleHash()
  const found: Measured[] = []
  for (const phase of phases) {
    const text = await readFile(join(folder, `${phase}.json`), 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const measured: Measured = JSON.parse(text)
    if (measured.bundle === bundle) found.push(measured)
  }
  return found
}

async function bundleHash(): Promise<string> {
  const dist = join(root, 'dist/site')
  const hash = createHash('sha256')
  for (const name of (await readdir(dist)).sort()) hash.update(await readFile(join(dist, name)))
  return hash.digest('hex')
}
