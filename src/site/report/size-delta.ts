// How the size of scripts and styles changes, against what is recorded as live.

import { table } from '../../shared/markdown.ts'
import { bytes } from '../../shared/printable.ts'
import { sizeOf } from './build.ts'
import type { Report } from './report.ts'

interface Sized {
  readonly key: string
  readonly size: number
}

const kinds: readonly (readonly [name: string, ofKind: RegExp])[] = [
  ['Scripts', /\.m?js$/i],
  ['Styles', /\.css$/i],
]

/** As Markdown; '' where no file is wanted. Where nothing is recorded as live, the sizes stand alone. */
export function sizeDelta({ wanted, current, blind }: Pick<Report, 'wanted' | 'current' | 'blind'>): string {
  if (wanted.length === 0 || blind !== '') return ''
  const live = current?.live.files
  const rows = kinds.map(([name, ofKind]) => {
    const after = sizeOfKind(wanted, ofKind)
    const before = live && sizeOfKind(live, ofKind)
    return [name, before === undefined ? 'not recorded' : bytes(before), bytes(after), changeOf(before, after)]
  })
  return table(['Before compression', 'Live', 'Here', 'Change'], rows)
}

function sizeOfKind(files: readonly Sized[], ofKind: RegExp): number {
  return sizeOf(files.filter(({ key }) => ofKind.test(key)))
}

/** As in `+1.2 kB (+3.1 %)`; there is no share of nothing. */
function changeOf(before: number | undefined, after: number): string {
  if (before === undefined) return ''
  if (after === before) return 'none'
  const sign = after > before ? '+' : '−'
  const share = before === 0 ? '' : ` (${sign}${((100 * Math.abs(after - before)) / before).toFixed(1)} %)`
  return `${sign}${bytes(Math.abs(after - before))}${share}`
}
