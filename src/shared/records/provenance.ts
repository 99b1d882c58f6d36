// Where a release comes from, as fields of the release itself.

import type { Provenance } from '../provenance.ts'
import { type Entry, text, whole } from './entry.ts'

export function writtenProvenance(provenance: Provenance) {
  const { commit, ref, repository, workflow, run, number, attempt, actor, environment } = provenance
  return { commit, ref, repository, workflow, run, number, attempt, actor, environment }
}

export function readProvenance(from: Entry): Provenance {
  return {
    repository: text(from, 'repository'),
    workflow: text(from, 'workflow'),
    commit: text(from, 'commit'),
    ref: text(from, 'ref'),
    run: text(from, 'run'),
    number: whole(from, 'number'),
    attempt: whole(from, 'attempt'),
    actor: text(from, 'actor'),
    environment: text(from, 'environment'),
  }
}
