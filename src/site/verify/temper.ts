// How much a fault proves, for what is known beside it.

import { shown } from './addresses.ts'
import type { Baseline, Check, Judgement, Unseen, Wrong } from './model.ts'
import { statusSentence } from './sentences.ts'

export interface Circumstances {
  readonly baseline: Baseline
  /** Does CloudFront still refresh its copies? */
  readonly isSettling: boolean
  /** The address of the entry. */
  readonly entry: string
}

/** A fault that proves nothing becomes *unseen*, and says why. */
export function tempered(judgement: Judgement, check: Check, known: Circumstances): Judgement {
  if (judgement.verdict !== 'wrong') return judgement
  const fault = check.address === known.entry ? entryFault(judgement, check, known) : judgement
  if (fault.verdict !== 'wrong' || fault.fault !== 'stale' || !known.isSettling) return fault
  return unseen(
    `${fault.sentence} CloudFront still refreshes its copies, so that proves nothing yet: look again later.`,
  )
}

function entryFault(fault: Wrong, { address }: Check, { baseline }: Circumstances): Wrong | Unseen {
  const wasThere = baseline.sight === 'same' || baseline.sight === 'seen'
  if (fault.fault === 'missing') {
    return fault.status !== 403 && wasThere ? fault : unseen(statusSentence(address, fault.status))
  }
  if (baseline.sight === 'nothing') return unseen(`${fault.sentence} ${notSeenYet}`)
  if (baseline.sight === 'other') return unseen(`${fault.sentence} ${notOurs}`)
  if (fault.sha256 === undefined || fault.sha256 !== baseline.sha256) return fault
  return { ...fault, sentence: `${shown(address)} still answers the page from before the deploy. ${fault.sentence}` }
}

const notOurs =
  'Before the deploy it did not answer what the bucket held either: it does not lead to this bucket (yet), or something ' +
  'in between rewrites pages. So that proves nothing; see that the input url is right.'

const notSeenYet =
  'This is the first release, so nobody knows whether the address leads to this bucket (yet). See that the input url, and ' +
  'the DNS record of that name, are right.'

function unseen(sentence: string): Unseen {
  return { verdict: 'unseen', sentence }
}
