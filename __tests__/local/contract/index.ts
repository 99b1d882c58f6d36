import { accessCases } from './access.ts'
import { batchCases } from './batch.ts'
import { cloudFrontCases } from './cloudfront.ts'
import { copyingCases } from './copying.ts'
import { integrityCases } from './integrity.ts'
import { invalidationCases } from './invalidations.ts'
import { listingCases } from './listing.ts'
import { multipartCases } from './multipart.ts'
import { objectCases } from './objects.ts'
import { readingCases } from './reading.ts'
import { stsCases } from './sts.ts'
import { type Case, type Server, type World, worldOf } from './world.ts'
import { writingCases } from './writing.ts'

export type { Case, Feature, Server, World } from './world.ts'

const CASES: readonly Case[] = [
  ...objectCases,
  ...readingCases,
  ...integrityCases,
  ...writingCases,
  ...batchCases,
  ...copyingCases,
  ...listingCases,
  ...multipartCases,
  ...accessCases,
  ...cloudFrontCases,
  ...invalidationCases,
  ...stsCases,
]

/** The contract with AWS: what any server that stands in for S3, CloudFront or STS must show. */
export function contract(server: Server): { readonly world: World; readonly cases: readonly Case[] } {
  return { world: worldOf(server), cases: CASES.filter(({ needs }) => server.features.includes(needs)) }
}
