// The release we want: every file of the site with its key, role and headers, and what there is to say about them.

import type { Asset, BuiltSite } from '../file-model.ts'
import type { HeaderRule } from './header-rules.ts'
import { headersTeller } from './headers.ts'
import { noticesOf, warningsOf } from './remarks.ts'
import { roleTeller } from './roles.ts'

export interface Release {
  readonly assets: readonly Asset[]
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

export interface Wishes {
  /** Without slashes around it; '' for the whole bucket. */
  readonly prefix: string
  readonly headers: readonly HeaderRule[]
}

export function describeRelease({ files, proven }: BuiltSite, { prefix, headers: rules }: Wishes): Release {
  const roleOf = roleTeller(files.map(({ path }) => path))
  const headersOf = headersTeller(rules)
  const assets = files.map((file) => {
    const role = roleOf(file.path)
    const hashed = proven.has(file.path)
    const key = prefix === '' ? file.path : `${prefix}/${file.path}`
    const etags = file.md5 === undefined || file.etag === file.md5 ? [file.etag] : [file.etag, file.md5]
    return { ...file, key, role, hashed, etags, headers: headersOf({ file, role, hashed }) }
  })
  return { assets, notices: noticesOf(assets, rules), warnings: warningsOf(assets) }
}

/** What a rule of the caller may still override. */
const alwaysAsk: HeaderRule = { line: 0, glob: '**', name: 'Cache-Control', value: 'no-cache', matches: () => true }

/**
 * The same assets, but for names that were believed to carry the hash of their content and have carried two: whoever
 * has the other one must ask, each time.
 */
export function withoutTrust(
  assets: readonly Asset[],
  rehashed: ReadonlySet<string>,
  rules: readonly HeaderRule[],
): readonly Asset[] {
  const headersOf = headersTeller([alwaysAsk, ...rules])
  return assets.map((asset) => {
    if (!asset.hashed || !rehashed.has(asset.key)) return asset
    const doubted = { file: asset, role: asset.role, hashed: false }
    return { ...asset, hashed: false, headers: headersOf(doubted) }
  })
}
