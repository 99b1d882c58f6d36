// Health as an order: which of two is worse?

import type { Color, MinHealth } from '../model.ts'

/** Better ones come first. What nobody knows (grey) is better than what is known to be broken. */
const order: readonly Color[] = ['Green', 'Yellow', 'Grey', 'Red']

export function isWorse(color: Color, than: Color): boolean {
  return order.indexOf(color) > order.indexOf(than)
}

export function worst(colors: readonly Color[]): Color {
  return colors.reduce((one, other) => (isWorse(other, one) ? other : one), 'Green')
}

const asked: Readonly<Record<MinHealth, Color>> = { green: 'Green', yellow: 'Yellow', none: 'Red' }

/** The least that is asked: never more than what was there before. */
export function leastHealth(minimum: MinHealth, before: Color): Color {
  return worst([asked[minimum], before])
}

/** Is the health from before the reason that less is asked? */
export function isRelaxed(minimum: MinHealth, before: Color): boolean {
  return isWorse(before, asked[minimum])
}
