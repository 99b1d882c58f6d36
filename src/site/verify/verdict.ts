// The verdict on what was not right at the end, with its findings.

import { counted } from '../../shared/printable.ts'
import type { Finding, Verification } from '../model.ts'
import { shown } from './addresses.ts'
import type { Seen } from './model.ts'
import { isWrong } from './rounds.ts'

/** Findings that are told one by one. */
const MOST_TOLD = 10

type Verdict = Pick<Verification, 'verdict' | 'findings' | 'warnings'>

/** `entry` is the address of the entry, where it was among what was looked at. */
export function verdictOn(open: readonly Seen[], entry?: string): Verdict {
  const wrong = open.filter(isWrong)
  const unseen = open.filter(({ judgement }) => judgement.verdict === 'unseen')
  if (wrong.length > 0) {
    const warnings = unseen.length === 0 ? [] : [couldNot(unseen)]
    return { verdict: 'wrong', findings: told(wrong), warnings }
  }
  if (unseen.length === 0) return { verdict: 'right', findings: [], warnings: [] }
  const atEntry = unseen.filter(({ check }) => check.address === entry)
  if (atEntry.length > 0) return { verdict: 'unseen', findings: told(atEntry), warnings: [] }
  if (entry === undefined) return { verdict: 'unseen', findings: told(unseen), warnings: [] }
  const all = `${shown(entry)} is right, but ${couldNot(unseen)}`
  return { verdict: 'unseen', findings: [{ address: entry, sentence: all }, ...told(unseen)], warnings: [] }
}

function couldNot(unseen: readonly Seen[]): string {
  return `${counted(unseen.length, 'address', 'addresses')} could not be looked at.`
}

/** Each once; of very many, some. */
function told(seen: readonly Seen[]): readonly Finding[] {
  const sentences = new Map<string, Finding>()
  for (const { check, judgement } of seen) {
    if (judgement.verdict === 'right') continue
    sentences.set(judgement.sentence, { address: check.address, sentence: judgement.sentence })
  }
  const all = [...sentences.values()]
  const rest = all.length - MOST_TOLD
  const [first] = all
  if (rest <= 0 || first === undefined) return all
  const more = { address: first.address, sentence: `The same or the like holds for ${rest} more.` }
  return [...all.slice(0, MOST_TOLD), more]
}
