// What visitors need: every page finds its files, and they find theirs.

import { posix } from 'node:path'
import type { LocalAws } from '../../../local/index.ts'

/**
 * What a file that a page loads refers to and nobody can get, as in `dist/index.html → dist/main.js`; of the keys that are
 * excused, and of what they need, nothing is told.
 */
export function missingFiles(
  aws: LocalAws,
  bucket: string,
  prefix: string,
  excused: ReadonlySet<string>,
): readonly string[] {
  const keys = aws.buckets.keys(bucket, prefix)
  const there = new Set(keys)
  const seen = new Set<string>()
  const missing: string[] = []

  function follow(key: string): void {
    if (seen.has(key) || excused.has(key)) return
    seen.add(key)
    for (const next of references(key, aws.buckets.get(bucket, key)?.body.toString() ?? '')) {
      if (there.has(next)) follow(next)
      else if (!excused.has(next)) missing.push(`${key} → ${next}`)
    }
  }

  for (const key of keys) if (key.endsWith('.html')) follow(key)
  return missing
}

function references(key: string, text: string): readonly string[] {
  const pattern = patternOf(key)
  if (pattern === undefined) return []
  return [...text.matchAll(pattern)].map(([, path = '']) => posix.join(posix.dirname(key), path))
}

function patternOf(key: string): RegExp | undefined {
  if (key.endsWith('.html')) return /\b(?:src|href)="([^":]+)"/g
  return key.endsWith('.js') ? /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g : undefined
}
