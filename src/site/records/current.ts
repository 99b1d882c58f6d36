// The record of what is live: the live release, flat, and all else that is known of its prefix.

import type { Hold } from '../../shared/hold.ts'
import { type Document, readDocument, writeDocument } from '../../shared/records/document.ts'
import { type Entry, entries, entry, entryOf, optional, text, texts, whole } from '../../shared/records/entry.ts'
import { writtenProvenance } from '../../shared/records/provenance.ts'
import { type Refuse, refuseToRead, refuseToWrite } from '../../shared/records/refusal.ts'
import { time } from '../../shared/records/rules.ts'
import type { CurrentRecord } from '../record-model.ts'
import { inOrderOfKeys, readHeaderSets, readLedger, writtenFile, writtenRetained } from './files.ts'
import { headerTable } from './header-table.ts'
import { readBegun, readHistory, writtenPast } from './history.ts'
import { readKept, writtenKept } from './kept.ts'
import { byBytes } from './order.ts'
import { pack, unpack } from './packing.ts'
import { checkSite, readReleaseOf, type Site, siteName } from './release.ts'

const HINT =
  'Put back the version of it that was there before (bucket versioning keeps them), or delete the object: ' +
  'then the next deploy adopts the site as it is, and releases before it can no longer be returned to.'

/** The same bytes for the same record. @throws {Failure} for one that could not be read again. */
export function writeCurrent(record: CurrentRecord): Buffer {
  const refuse = refuseToWrite(`the record of ${siteName(record.live)}`)
  const document = documentOf(record)
  readWhole(entryOf(document, refuse), record.live, refuse)
  return pack(writeDocument(document), refuse)
}

/** @throws {Failure} whatever the bytes are, if they are not the record of that site. */
export function readCurrent(body: Buffer, where: string, site: Site): CurrentRecord {
  const refuse = refuseToRead(where, HINT)
  return readWhole(readDocument(unpack(body, refuse), refuse), site, refuse)
}

function documentOf(record: CurrentRecord): Document {
  const { live, hold, kept, begun, rehashed, purged } = record
  const table = headerTable()
  const files = inOrderOfKeys(live.files).map((file) => writtenFile(file, table))
  const ledger = record.ledger
    .toSorted((a, b) => byBytes(a.file.key, b.file.key))
    .map((retained) => writtenRetained(retained, table))
  return {
    sequence: live.sequence,
    ...writtenProvenance(live.provenance),
    time: live.time,
    asOf: record.asOf,
    bucket: live.bucket,
    prefix: live.prefix,
    restores: live.restores,
    content: live.content,
    fence: record.fence,
    nonce: record.nonce,
    hold: hold && { actor: hold.actor, time: hold.time, run: hold.run, reason: hold.reason },
    headers: table.sets,
    files,
    history: record.history.map(writtenPast),
    ledger,
    kept: writtenKept(kept),
    begun: begun.map(({ sequence, ended }) => ({ sequence, ended })),
    rehashed: rehashed.toSorted(byBytes),
    purged: purged.map(({ glob, until }) => ({ glob, until })),
  }
}

function readWhole(from: Entry, site: Site, refuse: Refuse): CurrentRecord {
  checkSite(from, site, refuse)
  const sets = readHeaderSets(from)
  const live = readReleaseOf(from, site, sets)
  const history = readHistory(from, live.sequence)
  return {
    live,
    fence: whole(from, 'fence'),
    nonce: text(from, 'nonce'),
    asOf: text(from, 'asOf', time),
    hold: optional(from, 'hold', () => readHold(entry(from, 'hold'))),
    history,
    ledger: readLedger(from, site.prefix, sets, live.files),
    kept: readKept(from, site.prefix),
    begun: readBegun(from, [live.sequence, ...history.map(({ sequence }) => sequence)]),
    rehashed: texts(from, 'rehashed'),
    purged: entries(from, 'purged', (one) => ({ glob: text(one, 'glob'), until: whole(one, 'until') })),
  }
}

function readHold(from: Entry): Hold {
  return {
    actor: text(from, 'actor'),
    time: text(from, 'time', time),
    run: text(from, 'run'),
    reason: text(from, 'reason'),
  }
}
