import { Refusal } from '../http/reply.ts'
import { tag, type Xml } from '../xml/write.ts'

/** Something that is listed in pages. */
export interface Listing<Item> {
  readonly items: readonly Item[]
  idOf(item: Item): string
  render(item: Item): Xml
}

/** One page: at most 100 items, the marker being the last identifier of the page before. */
export function listParts<Item>(listing: Listing<Item>, query: Readonly<Record<string, string>>): Xml[] {
  const { items, idOf, render } = listing
  const marker = query.Marker ?? ''
  const most = mostIn(query.MaxItems)
  const start = marker === '' ? 0 : items.findIndex((item) => idOf(item) === marker) + 1
  if (marker !== '' && start === 0) throw new Refusal(400, 'InvalidArgument', 'The marker is not valid.')
  const page = items.slice(start, start + most)
  const last = page.at(-1)
  const truncated = start + page.length < items.length && last !== undefined
  return [
    tag('Marker', marker),
    tag('NextMarker', truncated ? idOf(last) : undefined),
    tag('MaxItems', most),
    tag('IsTruncated', truncated),
    tag('Quantity', page.length),
    tag('Items', page.length === 0 ? undefined : page.map(render)),
  ]
}

function mostIn(sent: string | undefined): number {
  const most = Number(sent ?? 100)
  if (Number.isInteger(most) && most >= 1) return Math.min(most, 100)
  throw new Refusal(400, 'InvalidArgument', 'The number of items is not valid.')
}
