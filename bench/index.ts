// npm run bench: the built action against the tools that people use.

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Arguments, helpOf, parseArguments } from './arguments.ts'
import type { Stage } from './model.ts'
import { peers, usualPeers } from './peers/index.ts'
import { ours } from './peers/ours.ts'
import { phases } from './phases/index.ts'
import { CLOUDFRONT_SECONDS } from './phases/merge.ts'
import { keep, keptOf } from './report/kept.ts'
import { tableOf } from './report/table.ts'
import { writeReport } from './report/write.ts'
import { startServer } from './server.ts'

/** A file system in memory. */
const MEMORY = '/dev/shm'

const choices = { phases, peers: Object.keys(peers), usualPeers }

try {
  const args = parseArguments(process.argv.slice(2), choices)
  if (args.help) console.log(helpOf(choices))
  else await benchmark(args)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  console.error('npm run bench -- --help tells what can be done.')
  process.exitCode = 1
}

async function benchmark(args: Arguments): Promise<void> {
  assertPossible()
  const stopped = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stopped.abort(new Error(`Stopped by ${name}.`)))
  const scratch = await mkdtemp(join(MEMORY, 'bench-'))
  try {
    await onStage(args, scratch, stopped.signal)
  } catch (error) {
    // What fails because it was stopped is not what a person wants to read.
    stopped.signal.throwIfAborted()
    throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function onStage(args: Arguments, scratch: string, signal: AbortSignal): Promise<void> {
  const server = await startServer(scratch)
  try {
    const contenders = args.peers.flatMap((name) => peers[name]?.(server.credentials, signal) ?? [])
    const stage: Stage = {
      ours: ours(server.credentials, signal),
      peers: contenders,
      pairs: args.pairs,
      roundTrips: args.roundTrips,
      server,
      scratch,
      say: (line) => console.error(`  ${line}`),
      signal,
    }
    await runPhases(args, stage)
  } finally {
    await server.stop()
  }
}

async function runPhases({ phases: chosen, write }: Arguments, stage: Stage): Promise<void> {
  const writes = write || chosen.length === 0
  for (const phase of phases.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    const comparisons = await phase.run(stage)
    if (writes) await keep(phase.name, comparisons)
    console.log(`\n${tableOf(comparisons)}\n`)
  }
  if (writes) await writeReport(await keptOf(phases.map(({ name }) => name)), CLOUDFRONT_SECONDS)
}

function assertPossible(): void {
  if (!existsSync(join(import.meta.dirname, '../dist/site/index.js'))) {
    throw new Error('There is no built action in dist/: run "npm run build" first.')
  }
  if (!existsSync(MEMORY)) throw new Error(`There is no ${MEMORY}: the benchmark keeps objects in memory, on Linux.`)
}
