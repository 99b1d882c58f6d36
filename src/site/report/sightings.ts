// What was seen of the live site, for the job summary.

import { address, table, text } from '../../shared/markdown.ts'
import { counted } from '../../shared/printable.ts'
import type { Sighting, Verification } from '../model.ts'

/** As Markdown; '' where nobody looked. */
export function sightingsOf(sightings: readonly Sighting[]): string {
  if (sightings.length === 0) return ''
  const rows = sightings.map(({ url, release, verification }) => [
    address(url),
    String(release),
    verdicts[verification.verdict],
    extentOf(verification),
  ])
  const told = sightings.flatMap(({ verification }) => sentencesOf(verification)).map((line) => `- ${text(line)}`)
  const parts = ['### Seen from outside', table(['Address', 'Release', 'It is', 'Looked at'], rows), told.join('\n')]
  return parts.filter((part) => part !== '').join('\n\n')
}

const verdicts = { right: 'as built', wrong: '**not as built**', unseen: 'not seen' } as const

function extentOf({ looked, skipped }: Verification): string {
  const extent = counted(looked, 'address', 'addresses')
  return skipped === 0 ? extent : `${extent}, ${counted(skipped, 'more file')} not`
}

function sentencesOf({ findings, warnings }: Verification): readonly string[] {
  return [...findings.map(({ sentence }) => sentence), ...warnings]
}
