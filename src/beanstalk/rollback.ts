// The story of a rollback: an earlier version becomes live again, and further deploys are held.

import { Failure } from '../shared/failure.ts'
import type { Hold } from '../shared/hold.ts'
import type { Provenance } from '../shared/provenance.ts'
import { couldNot } from './describe/undertaking.ts'
import { goLive } from './go-live.ts'
import type { Entry, History, Version, Wanted } from './model.ts'
import { type Opened, open } from './opening.ts'
import { rollbackTarget } from './plan/history.ts'
import type { World } from './ports.ts'
import type { ApiInputs } from './read/inputs.ts'
import type { Account } from './report/account.ts'
import { settle } from './settling.ts'
import { type Writing, whileLeased } from './writing.ts'

/** With `mode: plan` it ends where writing would begin. */
export async function rollBackApi(inputs: ApiInputs, world: World, account: Account): Promise<void> {
  const opened = await account.watch.phase('Read', () => open(inputs, world, account))
  if (opened === undefined) return
  const target = await account.watch.phase('Plan', async () => {
    const found = await targetOf(opened.recorded.history, opened.environment.label, { inputs, world, opened })
    world.log.info(`~ ${inputs.environment}: ${opened.environment.label} → ${found.wanted.label} (rollback)`)
    return found
  })
  account.wanted = target.wanted
  if (inputs.mode === 'plan') account.outcome = 'planned'
  else {
    const means = { inputs, world, account, storage: opened.storage }
    await whileLeased(means, (writing) => rollBackLeased(writing, opened))
  }
}

interface Target {
  readonly wanted: Wanted
  readonly provenance: Provenance
  readonly restores: number | undefined
}

interface Looking {
  readonly inputs: ApiInputs
  readonly world: World
  readonly opened: Opened
}

/** Decided again from what is there once nobody else can write. */
async function rollBackLeased(writing: Writing, opened: Opened): Promise<void> {
  const { book, inputs, world, account } = writing
  await settle(writing)
  const label = (await world.beanstalk.environment())?.label ?? opened.environment.label
  account.labelBefore = label
  const target = await targetOf(book.history(), label, { inputs, world, opened })
  account.wanted = target.wanted
  await goLive({ ...target, hold: holdOf(label, target.wanted.label, world) }, writing)
  world.log.warning(`Deploys are held from now on. To let them go on: \`mode: resume\`.`)
  account.isRolledBack = true
  account.outcome = 'rolled-back'
}

function holdOf(from: string, to: string, { run, now }: World): Hold {
  return {
    actor: run.provenance.actor || 'somebody',
    time: new Date(now()).toISOString(),
    run: run.url,
    reason: `rolled back from ${from} to ${to}`,
  }
}

/** Its version must exist, with the bytes that were recorded. @throws {Failure} */
async function targetOf(history: History, live: string, looking: Looking): Promise<Target> {
  const { inputs, world } = looking
  const entry =
    inputs.label === ''
      ? rollbackTarget(history, live)
      : history.entries.findLast(({ label, state }) => label === inputs.label && state === 'deployed')
  const label = entry?.label ?? inputs.label
  if (label === '') throw await noTarget(looking)
  const what = couldNot(inputs, label)
  if (label === live) throw new Failure(what, { why: 'it is live', hint: 'Name another one in `version-label`.' })
  const version = await world.beanstalk.version(label)
  if (version === undefined) throw await missing(what, looking)
  const archive = await provenArchive(version, entry, what, looking)
  const { provenance } = world.run
  // Commit and ref are those of what is live again; run, actor and time are its own.
  const { commit, ref } = entry?.provenance ?? { commit: '', ref: '' }
  return {
    wanted: { label, identity: entry?.identity ?? '', archive },
    provenance: { ...provenance, commit, ref },
    restores: entry?.sequence,
  }
}

async function provenArchive(
  { bucket, key }: Version,
  entry: Entry | undefined,
  what: string,
  { opened }: Looking,
): Promise<string> {
  const hash = await opened.storage.bundles.hash(key, bucket)
  const hint = 'Nothing was changed. Name another one in `version-label`.'
  if (hash === undefined) throw new Failure(what, { why: `its bundle s3://${bucket}/${key} is gone`, hint })
  if (entry !== undefined && entry.archive !== '' && entry.archive !== hash) {
    throw new Failure(what, { why: `its bundle s3://${bucket}/${key} is not the one that was deployed`, hint })
  }
  return hash
}

async function noTarget(looking: Looking): Promise<Failure> {
  return new Failure(couldNot(looking.inputs), {
    why: 'the history names no earlier deploy of another content',
    hint: `Name a version in \`version-label\`${await listed(looking)}.`,
  })
}

async function missing(what: string, looking: Looking): Promise<Failure> {
  return new Failure(what, {
    why: 'AWS names no such version any more',
    hint:
      `Nothing was changed. Name another one in \`version-label\`${await listed(looking)}. ` +
      'If it should be there: the role needs elasticbeanstalk:DescribeApplicationVersions on it.',
  })
}

async function listed({ world }: Looking): Promise<string> {
  const labels = (await world.beanstalk.versions()).slice(0, 10).map(({ label }) => label)
  return labels.length === 0 ? '; there is none' : `, such as ${labels.join(', ')}`
}
