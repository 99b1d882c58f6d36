// Everything the demo prints: headings, sentences, and the log of the action without GitHub's commands.

export function heading(text: string): void {
  console.log(`\n${text}\n${'-'.repeat(text.length)}`)
}

export function say(...lines: readonly string[]): void {
  for (const line of lines) console.log(line)
}

/** Prints what belongs to somebody else (a log, a summary) set in from the margin. */
export function quote(text: string): void {
  for (const line of text.trimEnd().split('\n')) console.log(`  | ${line}`.trimEnd())
}

/** Prints one line of the action's log as GitHub would show it. */
export function quoteLog(line: string): void {
  const shown = withoutCommand(line)
  if (shown !== undefined) quote(shown)
}

/** Is this line of the log worth showing? */
export type Shown = (line: string) => boolean

export const everything: Shown = () => true
export const nothing: Shown = () => false

/** Leaves out what comes before a group of the log; asks to be made anew for every run. */
export function from(group: string): Shown {
  let reached = false
  return (line) => {
    reached ||= line === `::group::${group}`
    return reached
  }
}

const shownCommands: Readonly<Record<string, string>> = {
  group: '',
  error: 'Error: ',
  warning: 'Warning: ',
  notice: 'Notice: ',
}

/** `::warning title=x::text` → `Warning: text`; commands that GitHub does not show are nothing. */
export function withoutCommand(line: string): string | undefined {
  const [, command, text = ''] = /^::([a-z-]+)[^:]*::(.*)$/s.exec(line) ?? []
  if (command === undefined) return line
  const label = shownCommands[command]
  return label === undefined ? undefined : label + decoded(text)
}

function decoded(text: string): string {
  return text.replaceAll('%0D', '').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

/** A job summary without the HTML that only GitHub renders. */
export function withoutHtml(summary: string): string {
  return summary
    .replaceAll(/<\/?(?:code|details|summary)>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\n{3,}/g, '\n\n')
}
