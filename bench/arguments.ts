// What may follow `npm run bench --`.

import { parseArgs } from 'node:util'

/** What can be asked for: the names of phases and peers, and who is measured unless somebody else is named. */
export interface Choices {
  readonly phases: readonly { readonly name: string; readonly about: string }[]
  readonly peers: readonly string[]
  readonly usualPeers: readonly string[]
}

export interface Arguments {
  /** Empty means all. */
  readonly phases: readonly string[]
  readonly peers: readonly string[]
  readonly pairs: number
  /** Milliseconds. */
  readonly roundTrips: readonly number[]
  readonly write: boolean
  readonly help: boolean
}

export function helpOf({ phases, peers, usualPeers }: Choices): string {
  const width = Math.max(...phases.map(({ name }) => name.length))
  return `Measures the built action against the tools that people use, on this machine alone.

  npm run bench                          everything, for hours; writes bench/RESULTS.md and bench/chart.svg
  npm run bench -- PHASE…                only these phases; prints, and writes nothing
  npm run bench -- PHASE… --write        the same, then writes the report, with what is kept of earlier runs

  --pairs N            runs of each tool, ours and the peer in turn; 5
  --peers NAME,NAME    of ${peers.join(', ')}; ${usualPeers.join(',')}; none is ours alone
  --round-trips MS,MS  added to each round trip; 0,20
  --help               this text

Phases:

${phases.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join('\n')}`
}

/** Throws a sentence for each thing it does not know. */
export function parseArguments(args: readonly string[], choices: Choices): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: '5' },
      peers: { type: 'string', default: choices.usualPeers.join(',') },
      'round-trips': { type: 'string', default: '0,20' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const peers = values.peers === 'none' ? [] : values.peers.split(',')
  const roundTrips = values['round-trips'].split(',')
  const names = choices.phases.map(({ name }) => name)
  const faults = [
    ...unknown('phase', positionals, names),
    ...unknown('peer', peers, choices.peers),
    ...(/^[1-9]\d{0,2}$/.test(values.pairs) ? [] : [`--pairs is a number from 1 to 999, not "${values.pairs}".`]),
    ...roundTrips
      .filter((each) => !/^\d{1,4}$/.test(each))
      .map((each) => `A round trip is milliseconds, not "${each}".`),
  ]
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return {
    phases: positionals,
    peers,
    pairs: Number(values.pairs),
    roundTrips: roundTrips.map(Number),
    write: values.write,
    help: values.help,
  }
}

function unknown(kind: string, given: readonly string[], known: readonly string[]): string[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => `There is no ${kind} "${name}": the ${kind}s are ${known.join(', ')}.`)
}
