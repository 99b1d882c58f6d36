// Which large files are read once more, because only the MD5 of all their bytes can tell that they are there.

import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { knownObjects } from '../../../src/site/plan/known.ts'
import { withWholeMd5s } from '../../../src/site/read/one-piece.ts'
import type { Situation } from '../../../src/site/record-model.ts'
import { recordingLog } from '../../shared/support/log.ts'
import { asset, live } from '../support/assets.ts'
import { folderOf } from '../support/folder.ts'
import { current, filesOf, release, situation } from '../support/records.ts'

const film = asset({ path: 'film.mp4', content: 'film', md5: undefined, etag: `${'a'.repeat(32)}-2` })
const md5 = createHash('md5').update('film').digest('hex')
const recorded = (etag: string, sha256 = film.sha256) =>
  current({ live: release(2, '', { files: filesOf('film.mp4=film', { etag, sha256 }) }) })

test.each<[string, Partial<Situation>, boolean]>([
  ['that nobody has recorded, under the ETag of one piece, is', { objects: [live(film, { etag: md5 })] }, true],
  ['under the ETag of another piece, too', { objects: [live(film, { etag: 'f'.repeat(32) })] }, true],
  ['that is not there is not', {}, false],
  ['under the ETag of an upload in parts is not', { objects: [live(film)] }, false],
  ['of another size is not', { objects: [live(film, { etag: md5, size: 5 })] }, false],
  ['of which a record knows the hash is not', { current: recorded(md5) }, false],
])('one %s', async (_, given, isRead) => {
  await using site = await folderOf({ 'film.mp4': 'film' })
  const built = { ...film, location: site.at('film.mp4'), etags: [film.etag] }
  const small = asset({ path: 'a.js', content: 'film' })
  const other = knownObjects(situation({ objects: [live(small, { etag: 'e'.repeat(32) })] }))
  const known = new Map([...knownObjects(situation(given)), ...other])
  const found = await withWholeMd5s([small, built], known, { log: recordingLog() })
  expect(found.map(({ etags }) => etags)).toEqual([small.etags, isRead ? [film.etag, md5] : [film.etag]])
})
