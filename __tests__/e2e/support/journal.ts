// What the journal tells of a run: what was written to the site, what beside it, and what was only asked.

import type { JournalEntry } from '../../../local/index.ts'
import { type Stage, writes } from './stage.ts'

const STATE = '.colt-deploy/'

/** What visitors could see something of: writes to the site, and what CloudFront was told. */
export function siteWrites(stage: Stage): string[] {
  return writes(stage).filter((line) => !line.includes(STATE))
}

/** Writes beside the site by their names there, hashes shortened: `PutObject current.json`, `CopyObject kept/1a2b3c4d`. */
export function stateWrites(stage: Stage): string[] {
  return writes(stage)
    .filter((line) => line.includes(STATE))
    .map((line) => line.replace(/\.colt-deploy\/[^ ]*?([^/ ]+\.json|conditions|(?:kept|releases)\/.*)$/, '$1'))
    .map((line) => line.replace(/(kept\/[0-9a-f]{8})[0-9a-f]{56}/, '$1'))
}

/** Everything that S3 was asked, whatever the order: `GetObject .colt-deploy/dist/current.json`, `ListObjectsV2 dist/`. */
export function askedOfS3({ aws }: Stage): string[] {
  return aws.journal.entries
    .filter(({ service }) => service === 's3')
    .map((entry) => `${entry.operation} ${subjectOf(entry)}`)
    .sort()
}

function subjectOf({ key, query }: JournalEntry): string {
  const after = query['start-after']
  return `${key ?? query.prefix ?? ''}${after === undefined ? '' : ` after ${after}`}`
}
