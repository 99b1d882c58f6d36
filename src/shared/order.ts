// Which of two commits is the newer one? Never by time.

import type { Provenance } from './provenance.ts'

/** What GitHub's comparison of two commits says of the second. */
export type Comparison = 'ahead' | 'behind' | 'identical' | 'diverged'

/** Knows the history of commits. */
export interface Commits {
  /** Undefined where there is no answer: no token, no such commit, no network. */
  compare(base: string, head: string): Promise<Comparison | undefined>
}

/** How a deploy stands to what is live. */
export interface Order {
  readonly verdict: 'same' | 'newer' | 'older' | 'diverged' | 'unknown'
  /** A clause for people. */
  readonly why: string
}

/** What it takes for GitHub to compare commits. */
export const PERMISSION = `\`contents: read\` and \`github-token: \${{ github.token }}\``

const answers: Readonly<Record<Comparison, Order>> = {
  identical: { verdict: 'same', why: 'it is the commit that is live' },
  ahead: { verdict: 'newer', why: 'it descends from the commit that is live' },
  behind: { verdict: 'older', why: 'the commit that is live descends from it' },
  diverged: { verdict: 'diverged', why: 'neither commit descends from the other' },
}

/** Asks only where the answer is open, and never about the commits of another repository. */
export async function orderOf(live: Provenance, ours: Provenance, commits: Commits): Promise<Order> {
  if (live.commit === '') return { verdict: 'newer', why: 'no commit is recorded of what is live' }
  if (ours.commit === '') return unknown('this run names no commit')
  if (!isOneRepository(live, ours)) return unknown(`what is live comes from ${live.repository || 'another repository'}`)
  if (live.commit === ours.commit) return answers.identical
  const comparison = await commits.compare(live.commit, ours.commit)
  return comparison === undefined ? orderOfRuns(live, ours) : answers[comparison]
}

/** The runs of one workflow are counted; those of two are not to be compared, nor is one run with itself. */
function orderOfRuns(live: Provenance, ours: Provenance): Order {
  const isOneWorkflow = live.workflow !== '' && live.workflow === ours.workflow
  const areCounted = live.number > 0 && ours.number > 0 && live.number !== ours.number
  if (!isOneWorkflow || !areCounted) return unknown('GitHub did not compare the two, nor do their runs tell')
  const isOlder = ours.number < live.number
  const why = `GitHub did not compare the two, but run ${ours.number} came ${isOlder ? 'before' : 'after'} run ${live.number}`
  return { verdict: isOlder ? 'older' : 'newer', why }
}

function unknown(why: string): Order {
  return { verdict: 'unknown', why }
}

/** GitHub takes `Acme/Shop` and `acme/shop` for one. */
function isOneRepository(live: Provenance, ours: Provenance): boolean {
  return live.repository.toLowerCase() === ours.repository.toLowerCase()
}

/** What people are told before a deploy; '' where there is nothing to tell. An older commit is told as refused. */
export function orderSentence({ verdict, why }: Order, live: Provenance, ours: Provenance): string {
  const [it, theLive] = [short(ours.commit), liveOf(live)]
  switch (verdict) {
    case 'older':
      return `${it} is older than ${theLive}: ${why}. Nothing was changed. To deploy it all the same: \`allow-older: true\`.`
    case 'diverged':
      return `${it} does not contain ${theLive}: ${why}. It is deployed all the same. To have both, deploy a commit that merges them.`
    case 'unknown':
      return `Whether ${it} is older than ${theLive} is not known: ${why}. It is deployed all the same. ${cureOf(live, ours)}`
    default:
      return ''
  }
}

/** The same for an older commit that `allow-older` lets through. */
export function allowedSentence({ why }: Order, live: Provenance, ours: Provenance): string {
  return `${short(ours.commit)} is older than ${liveOf(live)}: ${why}. It is deployed all the same: \`allow-older: true\`.`
}

function cureOf(live: Provenance, ours: Provenance): string {
  const couldBeAsked = isOneRepository(live, ours) && ours.commit !== ''
  return couldBeAsked ? `GitHub can tell, given ${PERMISSION}.` : 'See whether it is what should be live.'
}

function liveOf({ commit, number }: Provenance): string {
  return `what is live (${short(commit)}${number > 0 ? `, run ${number}` : ''})`
}

function short(commit: string): string {
  return commit === '' ? 'this deploy' : commit.slice(0, 7)
}
