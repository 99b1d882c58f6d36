import { numberIn, type Parameters } from './query.ts'
import { invalidValue } from './refusals.ts'

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

/** What MaxRecords may be, and what it is where it is not given: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_DescribeEvents.html */
const MOST = 1000

/** The page that MaxRecords and NextToken ask for. The token is the place in the list, made opaque. */
export function pageOf<Item>(all: readonly Item[], parameters: Parameters): Page<Item> {
  const most = numberIn(parameters, 'MaxRecords') ?? MOST
  if (most < 1 || most > MOST) throw invalidValue(`MaxRecords must be between 1 and ${MOST}.`)
  const first = parameters.NextToken === undefined ? 0 : placeIn(parameters.NextToken)
  const end = first + most
  return { items: all.slice(first, end), next: end < all.length ? tokenOf(end) : undefined }
}

function tokenOf(place: number): string {
  return Buffer.from(`from:${place}`).toString('base64url')
}

function placeIn(token: string): number {
  const [, place] = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (place === undefined) throw invalidValue('The NextToken is not valid.')
  return Number(place)
}
