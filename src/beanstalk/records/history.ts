// The history of an environment, as JSON that people can read.

import type { Hold } from '../../shared/hold.ts'
import { readDocument, writeDocument } from '../../shared/records/document.ts'
import { choice, entries, entry, type Entry as Field, optional, text, whole } from '../../shared/records/entry.ts'
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
  const [itsApplication, itsEnvironment] = [text(from, 'application'), text(from, 'environment')]
  if (itsApplication !== application || itsEnvironment !== environment) {
    throw refuse(`it is that of ${itsEnvironment} in ${itsApplication}`)
  }
  return {
    application,
    environment,
    fence: whole(from, 'fence'),
    hold: optional(from, 'hold', () => readHold(entry(from, 'hold'))),
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
  return entries(from, 'entries', (one) => {
    const read = readEntry(one)
    if (read.sequence <= last) throw one.fault('sequence', `does not come after ${last}`)
    last = read.sequence
    return read
  })
}

function readEntry(from: Field): Entry {
  const state = choice(from, 'state', ['begun', 'deployed', 'failed'])
  return {
    sequence: whole(from, 'sequence'),
    provenance: readProvenance(from),
    state,
    label: text(from, 'label'),
    identity: text(from, 'identity', emptyOr(sha256)),
    archive: text(from, 'archive', emptyOr(sha256)),
    before: text(from, 'before'),
    request: text(from, 'request'),
    restores: optional(from, 'restores', whole),
    began: text(from, 'began', time),
    ended: text(from, 'ended', emptyOr(time)),
  }
}

function readHold(from: Field): Hold {
  return {
    actor: text(from, 'actor'),
    time: text(from, 'time', time),
    run: text(from, 'run'),
    reason: text(from, 'reason'),
  }
}
