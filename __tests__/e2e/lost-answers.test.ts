// An answer that is lost on its way changes nothing: every write of a run is done once, whether it is heard of or not.

import { expect, test } from '@jest/globals'
import type { JournalEntry } from '../../local/index.ts'
import { parallel } from '../../src/shared/parallel.ts'
import { leaseOf, liveSite, recordOf, stateOf } from './support/bucket.ts'
import { BUCKET, commit, type Deployed, type Files, openStage, type Stage, site, without } from './support/stage.ts'

/** Something for every kind of write. */
function build(version: number): Files {
  const files = { ...site(version), 'news.html': 'news', [`app-${version}.js`]: '', 'ngsw.json': `{"v":${version}}` }
  return without(files, version === 2 ? 'news.html' : '')
}

async function deploy(stage: Stage, version: number): Promise<Deployed> {
  const headers = version === 2 ? '*.svg Cache-Control: no-cache' : ''
  const inputs = { headers, 'keep-releases': '1', 'keep-days': '0' }
  return await stage.deploy(build(version), { env: commit(version), inputs })
}

function fillByHand({ aws }: Stage): void {
  aws.buckets.put(BUCKET, 'dist/index.html', 'by hand')
  aws.buckets.put(BUCKET, 'dist/logo.svg', site(1)['logo.svg'] ?? '', { 'content-type': 'image/svg' })
}

interface Scenario {
  readonly before: (stage: Stage) => unknown
  readonly run: (stage: Stage) => Promise<Deployed>
}

const scenarios: Readonly<Record<string, Scenario>> = {
  'a first deploy onto a bucket that was filled by hand': { before: fillByHand, run: (stage) => deploy(stage, 1) },
  'a deploy that adds, overwrites, keeps, deletes, invalidates and prunes': {
    before: (stage) => deploy(stage, 1),
    run: (stage) => deploy(stage, 2),
  },
  'a rollback': {
    before: async (stage) => {
      await stage.release(1)
      await stage.release(2)
    },
    run: (stage) => stage.turn('rollback'),
  },
}

test.each(Object.entries(scenarios))(
  '%s',
  async (_, scenario) => {
    const { lines, end } = await played(scenario, () => undefined)
    expect(lines.length).toBeGreaterThan(10)
    const ends = await parallel([...lines.entries()], 3, async ([at, line]) => {
      const nth = lines.slice(0, at).filter((one) => one === line).length
      const lost = await played(scenario, (times, request) =>
        times === nth && lineOf(request) === line ? 'after' : undefined,
      )
      return { line, dropped: lost.dropped, end: lost.end }
    })
    expect(ends).toEqual(lines.map((line) => ({ line, dropped: 1, end })))
  },
  180_000,
)

type Lose = (times: number, request: JournalEntry) => 'after' | undefined

/** Every write of a scenario's run, and what it ends with. What is to be lost is done, and the answer is not sent. */
async function played({ before, run }: Scenario, lose: Lose) {
  const stage = await openStage()
  try {
    await before(stage)
    const lines: string[] = []
    stage.aws.intercept((request) => {
      if (!request.changes) return undefined
      const line = lineOf(request)
      const drop = lose(lines.filter((one) => one === line).length, request)
      lines.push(line)
      return drop && { drop }
    })
    const end = endOf(stage, await run(stage))
    const dropped = stage.aws.journal.entries.filter(({ outcome }) => outcome.startsWith('dropped')).length
    return { lines, dropped, end }
  } finally {
    await stage.close()
  }
}

function endOf(stage: Stage, { exitCode, outputs, annotations }: Deployed) {
  const { 'invalidation-ids': _, plan: __, url: ___, ...told } = outputs
  const lease = leaseOf(stage).state
  return { exitCode, told, annotations, lease, site: liveSite(stage), state: stateOf(stage), record: lasting(stage) }
}

/** Without what differs from run to run. */
function lasting(stage: Stage): unknown {
  const times = new Set(['time', 'asOf', 'ended', 'nonce'])
  return JSON.parse(JSON.stringify(recordOf(stage), (name, value) => (times.has(name) ? undefined : value)))
}

function lineOf({ operation, key, paths }: JournalEntry): string {
  return `${operation} ${key ?? paths?.toSorted().join(' ')}`
}
