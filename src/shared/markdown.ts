// Markdown for job summaries, safe against whatever a file may be called.

import { printable } from './printable.ts'

/** Text that means nothing but itself. */
export function text(plain: string): string {
  return escapeHtml(printable(plain)).replace(/[\\`*_[\]()#|!~]/g, (mark) => `&#${mark.charCodeAt(0)};`)
}

/** Text in the face of code. */
export function code(plain: string): string {
  return `<code>${text(plain)}</code>`
}

/** A link to itself. */
export function address(url: string): string {
  return `<${printable(url).replace(/[<>`|\\]/g, encodeURIComponent)}>`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A part that is folded until somebody opens it. */
export function details(title: string, body: string): string {
  return `<details><summary>${text(title)}</summary>\n\n${body}\n\n</details>`
}

function escapeHtml(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
