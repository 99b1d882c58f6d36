// The history of an environment, as JSON that people can read.

import type { Hold } from '../../shared/hold.ts'
import { readDocument, writeDocument } from '../../shared/records/document.ts'
import type { Entry as Field } from '../../shared/records/entry.ts'
import { readProvenance, writtenProvenance } from '../../shared/records/provenance.ts'
import { refuseToRead } from '../../shared/records/refusal.ts'
import { emptyOr, sha256, time } from '../../shared/records/rules.ts'
import type { Entry, History } from '../model.ts'

const HINT =
  'Put back the version of it that was there before (bucket versioning keeps them), or delete the object: ' +
  'then deploys begin a new history, and a rollback has to be told its `version-label`.'

/** With a nonce no two runs write the same bytes. */
export function writeHistory(history: History, nonce: string): Buffer {
  const { application, environment, fence, hold, entries } = history
  const document = { application, environment, fence, nonce, hold: hold && { ...hold }, entries: entries.map(written) }
  return Buffer.from(writeDocument(document))
}

/** @throws {Failure} whatever the bytes are, if they are not the history of that environment. */
export function readHistory(body: Buffer, where: string, application: string, environment: string): History {
  const refuse = refuseToRead(where, HINT)
  const from = readDocument(body.toString('utf8'), refuse)
  const [itsApplication, itsEnvironment] = [from.text('application'), from.text('environment')]
  if (itsApplication !== application || itsEnvironment !== environment) {
    throw refuse(`it is that of ${itsEnvironment} in ${itsApplication}`)
  }
  return {
    application,
    environment,
    fence: from.whole('fence'),
    hold: from.optional('hold', () => readHold(from.entry('hold'))),
    entries: readEntries(from),
  }
}

function written({ provenance, ...entry }: Entry) {
  const { sequence, state, label, identity, archive, before, request, restores, began, ended } = entry
  const what = { sequence, state, label, identity, archive, before, request, restores, began, ended }
  return { ...what, ...writtenProvenance(provenance) }
}

/** Oldest first. */
function readEntries(from: Field): readonly Entry[] {
  let last = 0
  return from.entries('entries').map((one) => {
    const entry = readEntry(one)
    if (entry.sequence <= last) throw one.fault('sequence', `does not come after ${last}`)
    last = entry.sequence
    return entry
  })
}

function readEntry(from: Field): Entry {
  const state = from.choice('state', ['begun', 'deployed', 'failed'])
  return {
    sequence: from.whole('sequence'),
    provenance: readProvenance(from),
    state,
    label: from.text('label'),
    identity: from.text('identity', emptyOr(sha256)),
    archive: from.text('archive', emptyOr(sha256)),
    before: from.text('before'),
    request: from.text('request'),
    restores: from.optional('restores', from.whole),
    began: from.text('began', time),
    ended: from.text('ended', emptyOr(time)),
  }
}

function readHold(from: Field): Hold {
  return {
    actor: from.text('actor'),
    time: from.text('time', time),
    run: from.text('run'),
    reason: from.text('reason'),
  }
}
