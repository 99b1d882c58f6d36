// What the service workers' tables ask for, against what was seen.

import { workerManifest } from '../describe/worker-manifest.ts'
import type { Check, Right, Seen } from './model.ts'

export interface WorkerTables {
  /** Reads the tables among these, and answers the paths that are in them, each with the manifest it stands in. */
  read(right: readonly Seen<Right>[]): readonly { readonly path: string; readonly by: string }[]
  /** Lower-case hex; undefined where no table has the path. */
  sha1Of(path: string): string | undefined
  /** Notes what was right. */
  note(right: readonly Seen<Right>[]): void
  /** What was right while nobody knew the table, and is not as the table has it; each once. */
  disputed(): readonly Check[]
}

export function workerTables(isInRelease: (path: string) => boolean): WorkerTables {
  const table = new Map<string, { readonly sha1: string; readonly by: string }>()
  const undisputed = new Map<string, Seen<Right>>()
  return {
    read: (right) =>
      right.flatMap(({ check, judgement }) => {
        if (!check.fresh) return []
        const by = check.expected.path
        const own = tableIn(judgement.text, by, isInRelease)
        for (const [path, sha1] of own) table.set(path, { sha1, by })
        return [...own.keys()].map((path) => ({ path, by }))
      }),
    sha1Of: (path) => table.get(path)?.sha1,
    note(right) {
      for (const one of right) undisputed.set(one.check.address, one)
    },
    disputed: () =>
      [...undisputed.values()].flatMap(({ check, judgement }) => {
        const asked = table.get(check.expected.path)
        if (asked === undefined || asked.sha1 === judgement.sha1) return []
        undisputed.delete(check.address)
        return [{ ...check, by: asked.by, expected: { ...check.expected, sha1: asked.sha1 } }]
      }),
  }
}

/** Empty where there is none: a release of long ago may have had a manifest that is no JSON. */
function tableIn(text: string, path: string, has: (path: string) => boolean): ReadonlyMap<string, string> {
  try {
    return workerManifest(path, text, has).hashes
  } catch {
    return new Map()
  }
}
