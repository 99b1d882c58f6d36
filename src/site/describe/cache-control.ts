// How long browsers and CloudFront may keep a file without asking.

import type { Role } from '../file-model.ts'
import { baseName } from './file-kinds.ts'

const forever = 'public, max-age=31536000, immutable'
const alwaysAsk = 'no-cache'
const briefly = 'public, max-age=300'

/** The default for a file; a name proven to carry a hash changes nothing about a page. */
export function cacheControlOf(path: string, role: Role, hashed: boolean): string {
  if (role !== 'asset') return alwaysAsk
  if (hashed) return forever
  return decidesWhatLoads(path) ? alwaysAsk : briefly
}

/** Web manifests, configuration read at run time, versions that tabs poll, and entries of module federation. */
function decidesWhatLoads(path: string): boolean {
  const name = baseName(path).toLowerCase()
  return (
    /\.webmanifest$|^(?:site|web)?-?manifest\.json$/.test(name) ||
    /^(?:_*env|(?:app|runtime)?-?_?(?:config|env|settings))(?:[-._][\w.-]*)?\.(?:js|json)$/.test(name) ||
    /^(?:app-?settings|environment)(?:[-._][\w.-]*)?\.json$/.test(name) ||
    /^(?:version|build-?info|latest|hashmap)\.json$/.test(name) ||
    /^(?:remoteentry\.m?js(?:on)?|(?:module-)?federation\.manifest\.json|mf-manifest\.json|importmap\.json)$/.test(
      name,
    ) ||
    /^(?:blazor\.boot|pagefind-entry)\.json$/.test(name)
  )
}
