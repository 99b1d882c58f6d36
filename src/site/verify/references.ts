// What a page makes a browser load at once: scripts, styles, and what it preloads.

import { Parser } from 'htmlparser2'
import type { Kind } from './model.ts'

export interface PageReferences {
  /** What relative addresses in it are relative to. */
  readonly base: string
  /** Each address once, without fragment; other origins than the page's are left out. */
  readonly references: readonly Reference[]
}

export interface Reference {
  readonly address: string
  readonly kind: Kind
}

type Attributes = Readonly<Record<string, string>>

/** Of the page that came from this address. */
export function pageReferences(html: string, address: string): PageReferences {
  const found: { readonly href: string; readonly kind: Kind }[] = []
  let base: string | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') base ??= resolved(attributes.href, address)
      const kind = kindOf(name, attributes)
      const href = name === 'script' ? attributes.src : attributes.href
      if (kind !== undefined && href) found.push({ href, kind })
    },
  })
  parser.end(html)
  const from = base ?? address
  const { origin } = new URL(address)
  const kinds = new Map<string, Kind>()
  for (const { href, kind } of found) {
    const one = resolved(href, from)
    if (one !== undefined && new URL(one).origin === origin && kinds.get(one) !== 'script') kinds.set(one, kind)
  }
  return { base: from, references: [...kinds].map(([one, kind]) => ({ address: one, kind })) }
}

/** What a browser takes it for; undefined where it loads nothing. */
function kindOf(name: string, { type = '', rel = '', as = '' }: Attributes): Kind | undefined {
  if (name === 'script') return /^$|^module$|(?:java|ecma)script$/i.test(type.trim()) ? 'script' : undefined
  if (name !== 'link') return undefined
  const relations = rel.toLowerCase().split(/\s+/)
  if (relations.includes('modulepreload')) return 'script'
  if (relations.includes('stylesheet')) return 'style'
  if (!relations.includes('preload')) return undefined
  return as === 'script' || as === 'style' ? as : 'other'
}

function resolved(href: string | undefined, base: string): string | undefined {
  if (href === undefined || !URL.canParse(href.trim(), base)) return undefined
  const url = new URL(href.trim(), base)
  url.hash = ''
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}
