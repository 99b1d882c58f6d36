// What was built, where nothing was compared with it: files, sizes and headers.

import { code, details, table, text } from '../../shared/markdown.ts'
import { bytes, counted } from '../../shared/printable.ts'
import type { Stranger } from '../../shared/pull-request.ts'
import type { Wanted } from '../file-model.ts'
import { kindOf } from './changes.ts'
import { cachingLines } from './lines.ts'
import type { Report } from './report.ts'

/** Files that are listed, the biggest ones. */
const MOST_LISTED = 100

/** Why the build is compared with nothing. */
export function blindSentence(stranger: Stranger | undefined): string {
  return `Nothing was compared with what is live: ${stranger === undefined ? asked : `the pull request comes from ${origins[stranger]}, to which GitHub gives no credentials`}.`
}

const asked = '`compare` is `false`, so nothing was asked of AWS'

export const origins: Readonly<Record<Stranger, string>> = { fork: 'a fork', dependabot: 'Dependabot' }

/** As Markdown; nothing where the build was compared, or could not be read. */
export function buildParts({ blind, wanted }: Report): readonly string[] {
  if (blind === '') return []
  if (wanted.length === 0) return [text(blind)]
  const caching = cachingLines(wanted).map((line) => `- ${text(line)}`)
  return [text(blind), filesByKind(wanted), caching.join('\n'), files(wanted)]
}

function filesByKind(wanted: readonly Wanted[]): string {
  const kinds = [...Map.groupBy(wanted, kindOf)]
  const rows = kinds.map(([kind, files]) => [kind, String(files.length), bytes(sizeOf(files))])
  return table(['Kind', 'Files', 'Size'], rows)
}

function files(wanted: readonly Wanted[]): string {
  const largest = wanted.toSorted((a, b) => b.size - a.size).slice(0, MOST_LISTED)
  const rows = largest.map(({ path, size, headers }) => [code(path), bytes(size), headersOf(headers)])
  const title = largest.length < wanted.length ? `The ${largest.length} biggest files` : counted(wanted.length, 'file')
  return details(title, table(['File', 'Size', 'Headers'], rows))
}

function headersOf(headers: Wanted['headers'] = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => text(`${name}: ${value}`))
  return lines.join('<br>')
}

export function sizeOf(files: readonly Pick<Wanted, 'size'>[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}
