// The record of one release: where it comes from, and every file of it.

import { readDocument, writeDocument } from '../../shared/records/document.ts'
import { type Entry, entryOf, optional, text, whole } from '../../shared/records/entry.ts'
import { readProvenance, writtenProvenance } from '../../shared/records/provenance.ts'
import { type Refuse, refuseToRead, refuseToWrite } from '../../shared/records/refusal.ts'
import { sha256, time } from '../../shared/records/rules.ts'
import type { Headers } from '../file-model.ts'
import type { ReleaseRecord } from '../record-model.ts'
import { inOrderOfKeys, readFiles, readHeaderSets, writtenFile } from './files.ts'
import { headerTable } from './header-table.ts'
import { pack, unpack } from './packing.ts'

/** A bucket, and the prefix below which its site lies. */
export type Site = Pick<ReleaseRecord, 'bucket' | 'prefix'>

const HINT =
  'That release cannot be returned to: choose another one. Where this stops a deploy, the release was never finished: ' +
  'delete the object, then run again.'

/** The same bytes for the same release. @throws {Failure} for one that could not be read again. */
export function writeRelease(release: ReleaseRecord): Buffer {
  const refuse = refuseToWrite(`the record of release ${release.sequence} of ${siteName(release)}`)
  const table = headerTable()
  const files = inOrderOfKeys(release.files).map((file) => writtenFile(file, table))
  const { sequence, provenance, time, bucket, prefix, restores, content } = release
  const origin = { sequence, ...writtenProvenance(provenance), time }
  const document = { ...origin, bucket, prefix, restores, content, headers: table.sets, files }
  readWhole(entryOf(document, refuse), release, refuse)
  return pack(writeDocument(document), refuse)
}

/** @throws {Failure} whatever the bytes are, if they are not the record of that release. */
export function readRelease(body: Buffer, where: string, site: Site, sequence: number): ReleaseRecord {
  const refuse = refuseToRead(where, HINT)
  const entry = readDocument(unpack(body, refuse), refuse)
  const release = readWhole(entry, site, refuse)
  if (release.sequence !== sequence)
    throw entry.fault('sequence', `is ${release.sequence}, but its name says ${sequence}`)
  return release
}

function readWhole(from: Entry, site: Site, refuse: Refuse): ReleaseRecord {
  checkSite(from, site, refuse)
  return readReleaseOf(from, site, readHeaderSets(from))
}

/** The fields that the record of a release and that of what is live have in common. */
export function readReleaseOf(from: Entry, { bucket, prefix }: Site, sets: readonly Headers[]): ReleaseRecord {
  return {
    bucket,
    prefix,
    sequence: whole(from, 'sequence'),
    provenance: readProvenance(from),
    time: text(from, 'time', time),
    restores: optional(from, 'restores', whole),
    content: text(from, 'content', sha256),
    files: readFiles(from, prefix, sets),
  }
}

/** One bucket may hold the states of several sites, but two of them never in one place. */
export function checkSite(from: Entry, site: Site, refuse: Refuse): void {
  const named = { bucket: text(from, 'bucket'), prefix: text(from, 'prefix') }
  if (named.bucket === site.bucket && named.prefix === site.prefix) return
  throw refuse(`the same \`state\` bucket is used by ${siteName(named)}, whose record this is`, {
    hint:
      `Give ${siteName(site)} a \`state\` bucket of its own. ` +
      'Where this is only a copy of the other bucket, delete the object: the next deploy adopts the site as it is.',
  })
}

export function siteName({ bucket, prefix }: Site): string {
  return prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`
}
