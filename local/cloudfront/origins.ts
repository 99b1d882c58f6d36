/** Where a distribution fetches from. */
export interface Origin {
  readonly id: string
  readonly bucket: string
  /** Where in the bucket its files lie, as `/dist`; `''` for the root. */
  readonly path: string
}

/** Two origins of which the second is asked when the first answers one of the statuses. */
export interface OriginGroup {
  readonly id: string
  readonly members: readonly [first: string, second: string]
  readonly statuses: readonly number[]
}

export interface Origins {
  readonly origins: readonly Origin[]
  readonly originGroups: readonly OriginGroup[]
}

/** Refuses what names an origin that there is not. */
export function refuseUnknownOrigin(id: string, { origins, originGroups }: Origins): void {
  if (![...origins, ...originGroups].some((each) => each.id === id)) throw new Error(`There is no origin ${id}.`)
}

/** What stands behind an ID: the origins to ask in turn, and the statuses after which the next one is asked. */
export function originsCalled(id: string, { origins, originGroups }: Origins) {
  const group = originGroups.find((each) => each.id === id)
  const ids: readonly string[] = group?.members ?? [id]
  const turns = ids.flatMap((member) => origins.filter((origin) => origin.id === member))
  return { turns, statuses: group?.statuses ?? [] }
}
