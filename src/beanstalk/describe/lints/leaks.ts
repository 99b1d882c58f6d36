// Secrets and history in an archive that was ready; from a folder they never get into the bundle.

import type { Lint, Lintable } from '../../bundle-model.ts'
import { isNeverBundled } from '../left-out.ts'
import { listed } from '../listed.ts'

export function leakLints({ entries, source }: Lintable): readonly Lint[] {
  if (source === 'folder') return []
  const found = new Set(entries.flatMap(({ path }) => leakIn(path)))
  if (found.size === 0) return []
  return [
    {
      level: 'warning',
      what: `The archive holds ${listed([...found])}`,
      why: 'instances do not need it, and whoever may read application versions can read it',
      cure: 'Pack the archive without it, or set bundle to the folder: then it is left out.',
    },
  ]
}

function leakIn(path: string): readonly string[] {
  const parts = path.split('/')
  const at = parts.findIndex(isNeverBundled)
  return at < 0 || parts.slice(0, at).includes('node_modules') ? [] : [parts.slice(0, at + 1).join('/')]
}
