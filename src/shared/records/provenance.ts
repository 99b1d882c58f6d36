// Where a release comes from, as fields of the release itself.

import type { Provenance } from '../provenance.ts'
import type { Entry } from './entry.ts'

export function writtenProvenance(provenance: Provenance) {
  const { commit, ref, repository, workflow, run, number, attempt, actor, environment } = provenance
  return { commit, ref, repository, workflow, run, number, attempt, actor, environment }
}

export function readProvenance(from: Entry): Provenance {
  return {
    repository: from.text('repository'),
    workflow: from.text('workflow'),
    commit: from.text('commit'),
    ref: from.text('ref'),
    run: from.text('run'),
    number: from.whole('number'),
    attempt: from.whole('attempt'),
    actor: from.text('actor'),
    environment: from.text('environment'),
  }
}
