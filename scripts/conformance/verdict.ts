import { contract } from '../../__tests__/local/contract/index.ts'
import type { Difference, Rival, Running } from './rival.ts'

/** How one server did: every case is as AWS does it, differs as known, or is a surprise. */
export interface Verdict {
  readonly alike: number
  readonly known: readonly string[]
  readonly surprises: readonly string[]
}

export async function verdictOn(rival: Rival, running: Running): Promise<Verdict> {
  const { world, cases } = contract(running.server)
  const known: string[] = []
  const surprises = Object.keys(rival.differences)
    .filter((name) => !cases.some((each) => each.name === name))
    .map((name) => `there is no case any more called: ${name}`)
  for (const { name, run } of cases) {
    const failure = await run(world).then(() => undefined, String)
    const difference = rival.differences[name]
    if (failure === undefined && difference !== undefined) surprises.push(`${name}: now done as AWS does it`)
    else if (failure !== undefined && isKnown(failure, difference)) known.push(`${name}: ${difference?.instead}`)
    else if (failure !== undefined) surprises.push(`${name}: ${inOneLine(failure)}`)
  }
  world.close()
  return { alike: cases.length - known.length - surprises.length, known, surprises }
}

function isKnown(failure: string, difference: Difference | undefined): boolean {
  return difference !== undefined && failure.includes(difference.shows)
}

function inOneLine(failure: string): string {
  const lines = failure.split('\n').map((line) => line.trim())
  return lines
    .filter((line) => line !== '')
    .slice(0, 12)
    .join(' | ')
}
