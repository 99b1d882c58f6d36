// Links that lead to nothing, because what they lead to is not in the bundle.

import type { Lint, Lintable } from '../../bundle-model.ts'
import { followLinks } from '../links.ts'
import { listed } from '../listed.ts'

export function danglingLints({ entries }: Lintable): readonly Lint[] {
  const lost = followLinks(entries).filter(
    ({ path, leads }) => leads !== 'inside' && !/(?:^|\/)node_modules\//.test(path),
  )
  if (lost.length === 0) return []
  return [
    {
      level: 'warning',
      what: `Links of the bundle lead nowhere: ${listed(lost.map(({ path, target }) => `${path} → ${target}`))}`,
      why: '',
      cure: 'Put there what they lead to, or remove them. Files named .env or .npmrc, and what .ebignore names, are not in the bundle.',
    },
  ]
}
