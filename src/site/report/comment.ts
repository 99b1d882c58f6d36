// The comment on a pull request: what its build would change, for those who review it.

import { text } from '../../shared/markdown.ts'
import type { PullRequest } from '../../shared/pull-request.ts'
import { buildParts, origins } from './build.ts'
import { biggestFiles, changesByKind } from './changes.ts'
import type { Report } from './report.ts'
import { sizeDelta } from './size-delta.ts'
import { headline, listed, refreshed, where } from './summary.ts'

/** GitHub's bound for the text of a comment, in characters. */
const MOST = 65_536

/** Characters of one sentence. */
const LONGEST = 1000

/** A sentence for a plan that nobody comments on; '' where somebody does. */
export function whyNoComment(pullRequest: PullRequest | undefined): string {
  if (pullRequest === undefined) return 'No comment: the event of this run is no pull request.'
  const { number, stranger } = pullRequest
  if (stranger === undefined) return ''
  return `No comment on pull request ${number}: it comes from ${origins[stranger]}, to which GitHub gives no token that can write.`
}

/** The first line, by which the comment is found again; nobody sees it. One for each place that a site lies in. */
export function markerOf({ bucket, prefix }: Pick<Report, 'bucket' | 'prefix'>): string {
  const place = `${bucket}/${prefix}`.replace(/[<>\s\p{Cc}]/gu, encodeURIComponent)
  return `<!-- colt-deploy:plan ${place} -->`
}

/** As Markdown, the most important things first; the same for as long as nothing of it changes. */
export function commentOf(report: Report): string {
  const { plan, failures, warnings } = report
  const planned = plan === undefined ? [] : [changesByKind(plan), sizeDelta(report), refreshed(report, plan)]
  const parts = [
    `## ${headline(report)}`,
    where(report),
    ...failures.map((failure) => `> ${sentence(failure)}`),
    titled('### Warnings', warnings),
    ...planned,
    ...(plan === undefined ? [] : [biggestFiles(plan)]),
    ...buildParts(report),
  ]
  const [marker, shown] = [markerOf(report), parts.filter((part) => part !== '').map(calm)]
  return `${marker}\n${bounded(shown, MOST - marker.length - 2)}\n`
}

function titled(title: string, sentences: readonly string[]): string {
  return sentences.length === 0 ? '' : `${title}\n\n${listed([...new Set(sentences)].map(sentence))}`
}

function sentence(whole: string): string {
  return text(whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole)
}

/**
 * Nobody is called, and no issue referred to, by what a file is called: GitHub looks for such names in the finished
 * text, but not in code. What is code, or a tag, is left alone.
 */
function calm(markdown: string): string {
  return markdown.replace(/<code>.*?<\/code>|<[^>]*>|@|&#35;/gs, (found) =>
    found === '@' || found === '&#35;' ? `${found}\u200b` : found,
  )
}

const MORE = 'There is more than fits here: it is in the summary of the run.'

/** Whole parts, for a table or a folded part that is cut says something else. */
function bounded(parts: readonly string[], most: number): string {
  const whole = parts.join('\n\n')
  if (whole.length <= most) return whole
  const fitting: string[] = []
  for (const part of parts) {
    if ([...fitting, part, MORE].join('\n\n').length <= most) fitting.push(part)
  }
  return [...fitting, MORE].join('\n\n')
}
