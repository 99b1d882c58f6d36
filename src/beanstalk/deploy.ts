// The story of a deploy: read, bundle, plan, publish, verdict, report.

import { together } from '../shared/together.ts'
import { admissionOf, tellAdmission } from './admission.ts'
import { versionLabel } from './describe/label.ts'
import { goLive } from './go-live.ts'
import type { History, Wanted } from './model.ts'
import { type Opened, open } from './opening.ts'
import { changed, withEntry } from './plan/history.ts'
import type { World } from './ports.ts'
import { makeVersion } from './publish/version.ts'
import { type Build, lintBuild, packBuild, readBuild } from './read/build.ts'
import type { ApiInputs } from './read/inputs.ts'
import { checkQuota } from './read/preflight.ts'
import { type Prospect, readProspect } from './read/prospect.ts'
import { untilReady } from './read/ready.ts'
import { bundleKey } from './records/names.ts'
import type { Account } from './report/account.ts'
import { settle } from './settling.ts'
import { standingOf } from './standing.ts'
import { noteEnvironment } from './telling.ts'
import { type Writing, whileLeased } from './writing.ts'

export interface Workspace {
  readonly folder: string
  /** For the archive; the machine's own unless given. */
  readonly temporary: string | undefined
}

/** With `mode: plan` it ends where writing would begin. What happens is noted in the account, which outlives a failure. */
export async function deployApi(
  inputs: ApiInputs,
  workspace: Workspace,
  world: World,
  account: Account,
): Promise<void> {
  const { watch } = account
  const [bundle, opened] = await watch.phase('Read', () =>
    together([readBuild(inputs.bundle, workspace.folder, world), open(inputs, world, account)]),
  )
  if (opened === undefined) return
  const build = await watch.phase('Bundle', async () => {
    lintBuild(bundle, opened, world)
    return await packBuild(bundle, workspace.temporary)
  })
  const wanted = wantedOf(build, inputs, world)
  account.wanted = wanted
  const deploy: Deploy = { build, wanted, inputs, world, account, opened }
  const isLive = await watch.phase('Plan', () => planned(deploy))
  if (inputs.mode === 'plan') {
    tellAdmission(await admissionOf(opened.recorded.history, inputs, world), world)
    account.outcome = 'planned'
  } else if (!(await isStopped(opened.recorded.history, deploy))) await publish(isLive, deploy)
}

interface Deploy {
  readonly build: Build
  readonly wanted: Wanted
  readonly inputs: ApiInputs
  readonly world: World
  readonly account: Account
  readonly opened: Opened
}

function wantedOf({ identity, archive }: Build, { environment, label }: ApiInputs, { run }: World): Wanted {
  const { ref, commit } = run.provenance
  return {
    label: label || versionLabel({ environment, ref, commit, identity }),
    identity,
    archive: archive.sha256,
  }
}

/** Everything that forbids it is found here, before the first write. Answers whether it is live already. */
async function planned(deploy: Deploy): Promise<boolean> {
  const { wanted, inputs, world, opened } = deploy
  const { log } = world
  const { why, isSame } = await standingOf(wanted, opened.recorded.history, opened.storage, deploy)
  if (why === undefined) {
    log.info(`= ${opened.environment.label}: this bundle is live already, on every instance that can be seen`)
    return true
  }
  const { label } = relabelled(wanted, isSame, opened.environment.label)
  log.info(`~ ${inputs.environment}: ${opened.environment.label || 'nothing'} → ${label}: ${why}`)
  const prospect = await prospectOf({ ...wanted, label }, opened.recorded.history, { inputs, world, opened })
  log.info(prospect.version === undefined ? `+ version ${label} (new)` : `= version ${label} (is there)`)
  if (prospect.version === undefined) await checkQuota(inputs.application, world)
  return false
}

/** The same content is deployed again under the label that it has. */
function relabelled(wanted: Wanted, isSame: boolean, live: string): Wanted {
  return isSame ? { ...wanted, label: live } : wanted
}

async function prospectOf(
  wanted: Wanted,
  history: History,
  { inputs, world, opened }: Pick<Deploy, 'inputs' | 'world' | 'opened'>,
): Promise<Prospect> {
  const key = bundleKey(inputs.application, inputs.environment, wanted.identity)
  return await readProspect({ ...wanted, key }, history, opened.storage, world)
}

/** A hold, or a newer deploy: then nothing is written. */
async function isStopped(history: History, { inputs, world, account }: Deploy): Promise<boolean> {
  const admission = await admissionOf(history, inputs, world)
  tellAdmission(admission, world)
  if (admission.outcome === 'go') return false
  account.outcome = admission.outcome
  return true
}

async function publish(isLive: boolean, deploy: Deploy): Promise<void> {
  const { inputs, world, account, opened } = deploy
  const { entries } = opened.recorded.history
  const last = entries.at(-1)
  if (isLive && last?.state === 'deployed' && last.provenance.commit === world.run.provenance.commit) {
    account.outcome = 'unchanged'
    return
  }
  const means = { inputs, world, account, storage: opened.storage }
  await whileLeased(means, (writing) => deployLeased(writing, deploy))
}

/** Everything is decided again from what is there once nobody else can write. */
async function deployLeased(writing: Writing, deploy: Deploy): Promise<void> {
  const { book, world, inputs, account } = writing
  await settle(writing)
  if (await isStopped(book.history(), deploy)) return
  const environment = await untilReady(inputs.environment, writing.bound, world)
  noteEnvironment(account, environment, undefined, world.clock.monotonic())
  account.labelBefore = environment.label
  const { why, isSame } = await standingOf(deploy.wanted, book.history(), writing.storage, writing)
  if (why === undefined) {
    await recordLive(environment.label, deploy.wanted, writing)
    account.outcome = 'unchanged'
    return
  }
  const wanted = await made({ ...deploy, wanted: relabelled(deploy.wanted, isSame, environment.label) }, writing)
  await goLive({ wanted, provenance: world.run.provenance, restores: undefined, hold: undefined }, writing)
  account.outcome = 'deployed'
}

/** What is live is that of this commit, too; nothing else is touched. */
async function recordLive(label: string, wanted: Wanted, { book, world }: Writing): Promise<void> {
  const history = book.history()
  const last = history.entries.at(-1)
  const { provenance } = world.run
  const time = new Date(world.now()).toISOString()
  world.log.info(`${label} is that of commit ${provenance.commit.slice(0, 7)}, too`)
  if (last?.label === label && last.state === 'deployed') {
    await book.write(changed(history, last.sequence, { provenance }))
    return
  }
  const entry = { ...wanted, provenance, label, state: 'deployed', before: label, request: '' } as const
  await book.write(withEntry(history, { ...entry, restores: undefined, began: time, ended: time }))
}

async function made({ build, wanted, opened }: Deploy, writing: Writing): Promise<Wanted> {
  const { inputs, world, account, storage, book, bound } = writing
  return await account.watch.phase('Version', async () => {
    const { version, isUploaded } = await prospectOf(wanted, book.history(), { inputs, world, opened })
    const { commit, repository } = world.run.provenance
    const making = {
      label: wanted.label,
      key: bundleKey(inputs.application, inputs.environment, wanted.identity),
      archive: build.archive,
      description: `${repository} ${commit}`.trim().slice(0, 200),
      version,
      isUploaded,
    }
    await makeVersion(making, storage, bound, world)
    return wanted
  })
}
