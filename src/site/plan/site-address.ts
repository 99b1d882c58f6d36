// Where visitors of a distribution find the site.

import type { Distribution } from '../distribution-model.ts'
import { viewerPaths } from './viewer-paths.ts'

/** What a site is known by. */
export interface Place {
  readonly bucket: string
  readonly prefix: string
  /** IDs or host names, as the distributions were named. */
  readonly distributions: readonly string[]
}

/** As in `https://shop.example.com`, with the path of the site where it is not the root; '' where no host is known. */
export function siteAddress(distribution: Distribution, place: Place): string {
  const host = hostOf(distribution, place)
  return host === undefined ? '' : `https://${host}${pathOf(distribution, place)}`
}

/** The first host name that is one; of a distribution that may not be read, the one that it was named by. */
function hostOf({ aliases, domainName }: Distribution, { distributions }: Place): string | undefined {
  const given = distributions.length === 1 ? distributions : []
  return [...aliases, domainName, ...given].find((name) => name.includes('.') && !name.startsWith('*'))
}

function pathOf(distribution: Distribution, { bucket, prefix }: Place): string {
  if (!distribution.readable) return ''
  const entry = prefix === '' ? 'index.html' : `${prefix}/index.html`
  const folder = viewerPaths(entry, distribution, bucket).find((path) => path.endsWith('/'))
  return folder === undefined || folder === '/' ? '' : folder
}
