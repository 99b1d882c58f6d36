// Plays one step after the other, and looks after each of them whether everything is as it must be.

import type { JournalEntry } from '../../../local/index.ts'
import { restorable } from '../../../src/site/plan/rollback.ts'
import { build } from './builds.ts'
import { chronicle, currentOf, unlikeBuild, unlikeRecorded, unlikeRelease } from './chronicle.ts'
import { isForeign, plant, plantForeigners } from './foreigners.ts'
import { BUCKET, SITE } from './guard.ts'
import { openRealm, type Realm } from './realm.ts'
import { unreturnable } from './restoring.ts'
import type { Mishap, Run, Step } from './steps.ts'
import { wake } from './waking.ts'
import type { Fate, Writer } from './writer.ts'

/** A version that no step deploys. */
const LAST = 9
const HOUR = 60 * 60 * 1000

/** Everything that was wrong, in sentences; ends at the first step that went wrong. */
export async function played(
  steps: readonly Step[],
  encryption: 'AES256' | 'aws:kms',
  log: (line: string) => void,
): Promise<readonly string[]> {
  await using realm = await openRealm()
  realm.aws.buckets.create(BUCKET, { encryption })
  plantForeigners(realm.aws, BUCKET)
  const told = chronicle(realm.aws)
  const sleepers: Writer[] = []
  const byHand = new Set<string>()
  for (const [at, step] of steps.entries()) {
    const taking = await taken(step, `w${at}`)
    told.note()
    const faults = [...taking, ...realm.guard.wrongs()]
    if (faults.length > 0) return faults.map((fault) => `Step ${at + 1}: ${fault}`)
  }
  return await ended()

  async function taken(step: Step, name: string): Promise<readonly string[]> {
    realm.aws.clock.advance(2000)
    switch (step.kind) {
      case 'edit':
        byHand.add(edit(step, realm) ?? '')
        return []
      case 'plant':
        plant(realm.aws, BUCKET, `${SITE}planted/${step.name}`)
        realm.guard.foreigners.push(`${SITE}planted/${step.name}`)
        return []
      case 'wait':
        // Nobody is frozen for so long.
        sleepers.length = 0
        realm.aws.clock.advance(step.hours * HOUR)
        return []
      case 'wake':
        return await woken(sleepers.shift(), step.first, realm)
      default:
        return await run(step, name)
    }
  }

  async function run(step: Step & { readonly by: Run }, name: string): Promise<readonly string[]> {
    const before = currentOf(realm.aws)
    const writer = await realm.begin({
      name,
      offset: step.by.offset,
      fate: fateOf(step.by.mishap),
      ...inputsOf(step, realm),
    })
    await realm.drive(() => writer.over() || writer.isFrozen())
    if (writer.isFrozen()) sleepers.push(writer)
    log(`${name} ${step.kind}: ${writer.isDead() ? 'dead' : writer.isFrozen() ? 'frozen' : writer.account.outcome}`)
    return [...faultsOf(writer, step), ...forgotten(before, currentOf(realm.aws), step)]
  }

  function faultsOf(writer: Writer, step: Step & { readonly by: Run }): readonly string[] {
    const { outcome } = writer.account
    if (writer.isDead() || writer.isFrozen()) return []
    if (outcome === 'failed') return isExpected(writer, step) ? [] : writer.failures()
    if (outcome === 'held' || outcome === 'older' || outcome === 'resumed') return []
    const recorded = unlikeRecorded(realm.aws)
    if (step.kind === 'resume') return []
    realm.guard.excuseNothing()
    if (step.kind === 'deploy') return [...recorded, ...likeBuild(step.version, outcome)]
    const origin = currentOf(realm.aws)?.live.restores
    const then = origin === undefined ? undefined : told.of(origin)
    return [
      ...recorded,
      ...(then ? unlikeRelease(realm.aws, then, byHand).map((key) => `${key} was not like that`) : []),
    ]
  }

  function likeBuild(version: number, outcome: string): readonly string[] {
    const other = unlikeBuild(realm.aws, build(version))
    // A page that somebody wrote over is not ours any more, and a late one is found by whoever records.
    const isOurs = (key: string): boolean => outcome !== 'unchanged' && !byHand.has(key)
    const meant = other.filter((key) => key.slice(SITE.length) in build(version) || isOurs(key))
    return meant.map((key) => `${key} is not of version ${version}`)
  }

  async function ended(): Promise<readonly string[]> {
    realm.aws.clock.advance(40_000)
    await realm.run({ name: 'resume', inputs: { mode: 'resume' } })
    const last = await realm.run({ name: 'last', version: LAST, inputs: { 'allow-older': 'true' } })
    told.note()
    const faults = [
      ...last.failures(),
      ...likeBuild(LAST, 'deployed'),
      ...unlikeRecorded(realm.aws),
      ...realm.guard.wrongs(),
    ]
    return [...faults, ...(await unreturnable(realm, told, byHand))].map((fault) => `In the end: ${fault}`)
  }
}

/** Releases with the last so many contents that somebody could return to, and now cannot. */
function forgotten(before: Current, after: Current, step: Step): readonly string[] {
  if (before === undefined || after === undefined) return []
  const most = step.kind === 'deploy' ? step.keeps.releases : 5
  const contents = new Set<string>()
  const known = new Set([after.live, ...after.history].map(({ sequence }) => sequence))
  const lost: string[] = []
  for (const { sequence, content } of [after.live, before.live, ...before.history.toReversed()]) {
    if (contents.size === most && !contents.has(content)) break
    contents.add(content)
    if (!known.has(sequence)) lost.push(`Release ${sequence} is forgotten.`)
  }
  return lost
}

type Current = ReturnType<typeof currentOf>

function fateOf(mishap: Mishap | undefined): (request: JournalEntry, at: number) => Fate | undefined {
  const fates: Readonly<Record<Mishap['what'], Fate>> = {
    'die before': 'die before',
    'die after': 'die after',
    freeze: 'freeze',
    deny: { status: 403, code: 'AccessDenied' },
    'lose the answer': { drop: 'after' },
  }
  return (_, at) => (mishap?.at === at ? fates[mishap.what] : undefined)
}

function inputsOf(step: Step, { aws }: Realm): { readonly version: number; readonly inputs: Record<string, string> } {
  if (step.kind === 'deploy') {
    const { version, older, keeps } = step
    const inputs = { 'keep-releases': String(keeps.releases), 'keep-days': String(keeps.days) }
    return { version, inputs: { ...inputs, 'allow-older': String(older) } }
  }
  if (step.kind === 'resume') return { version: 1, inputs: { mode: 'resume' } }
  const current = currentOf(aws)
  const which = step.kind === 'roll back' ? step.which : undefined
  const choices = current === undefined ? [] : restorable(current)
  const release = which === undefined ? undefined : choices[which % choices.length]?.sequence
  return { version: 1, inputs: { mode: 'rollback', ...(release === undefined ? {} : { release: String(release) }) } }
}

/** Who was denied something fails, and so does a rollback to what is not there or not complete. */
function isExpected(writer: Writer, { kind, by }: Step & { readonly by: Run }): boolean {
  if (by.mishap?.what === 'deny') return true
  return kind === 'roll back' && writer.failures().every((sentence) => sentence.startsWith('Could not roll back'))
}

/** Somebody does that in the console. Answers the key where nobody can know its bytes again. */
function edit({ how, which }: Step & { readonly kind: 'edit' }, { aws, guard }: Realm): string | undefined {
  const keys = aws.buckets.keys(BUCKET, SITE).filter((key) => !isForeign(aws, BUCKET, key))
  const key = keys[which % keys.length]
  const object = key === undefined ? undefined : aws.buckets.get(BUCKET, key)
  if (key === undefined || object === undefined) return undefined
  if (how !== 'headers') guard.excuse(key)
  if (how === 'delete') {
    aws.buckets.delete(BUCKET, key)
    return undefined
  }
  const headers = how === 'headers' ? { ...object.headers, 'Cache-Control': `max-age=${which}` } : object.headers
  const etag = aws.buckets.put(BUCKET, key, how === 'change' ? `by hand, ${which}` : object.body, headers)
  return etag === object.etag ? undefined : key
}

/** What it had asked for is done now, and it finds out that its time is over. */
async function woken(writer: Writer | undefined, first: boolean, realm: Realm): Promise<string[]> {
  if (writer === undefined) return []
  // A late deletion of what somebody put there again in the same words looks right to everyone.
  for (const { request } of writer.held())
    if (request.operation === 'DeleteObject') realm.guard.excuse(request.key ?? '')
  await wake(writer, first, realm)
  return []
}
