/** So many of them, evenly from first to last, in their order; the same ones each time. */
export function evenly<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items
  const step = items.length / Math.max(1, count)
  return items.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)).slice(0, Math.max(0, count))
}
