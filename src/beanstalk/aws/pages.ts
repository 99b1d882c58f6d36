/** All items of an answer that comes in pages, at most so many pages of them. */
export async function allPages<Item>(
  ask: (next: string | undefined) => Promise<{ readonly items: readonly Item[]; readonly next: string | undefined }>,
  most = 100,
): Promise<readonly Item[]> {
  const found: Item[] = []
  let next: string | undefined
  for (let page = 0; page < most; page += 1) {
    const answer = await ask(next)
    found.push(...answer.items)
    next = answer.next
    if (next === undefined || next === '') break
  }
  return found
}
