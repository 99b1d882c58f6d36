// Distributions in a sentence.

import type { Distribution } from '../distribution-model.ts'

/** `distribution E1`, `distributions E1, E2 and E3`. */
export function which(distributions: readonly Distribution[]): string {
  const ids = distributions.map(({ id }) => id)
  return ids.length === 1 ? `distribution ${ids[0]}` : `distributions ${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
