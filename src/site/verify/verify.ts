// Looks at the live site through its public address: is what visitors get what was published?

import { counted, seconds } from '../../shared/printable.ts'
import type { Verification } from '../model.ts'
import { shown } from './addresses.ts'
import { confirmed } from './confirm.ts'
import { type Crawl, crawlOf } from './crawl.ts'
import { entryAddress, entryOf, isSinglePage } from './entry.ts'
import { mannersOf } from './manners.ts'
import type { Baseline, Check, ExpectedFile, Seen, SiteAddress, World } from './model.ts'
import { onlooker } from './onlooker.ts'
import { lookUntilRight } from './rounds.ts'
import { sparing } from './sparing.ts'
import { type Circumstances, tempered } from './temper.ts'
import { verdictOn } from './verdict.ts'

/** Milliseconds for all of it, and those of them that are for the last look at what is wrong. */
const BOUND = 60_000
const LAST_LOOK = 5000

/** Milliseconds for the look at addresses that do not exist. */
const MANNERS = 5000

/**
 * Looks until everything is right, or for a minute. `baseline` is what `lookBefore` answered before the switch; with
 * `isSettling` CloudFront still refreshes its copies, so that old bytes prove nothing; with `isErrorPageTold` somebody has
 * been told already that missing scripts are answered with a page. @throws what shuts the gate
 */
export async function verifyLive(
  site: SiteAddress,
  expected: readonly ExpectedFile[],
  baseline: Baseline,
  world: World,
  { isSettling, isErrorPageTold = false }: { readonly isSettling: boolean; readonly isErrorPageTold?: boolean },
): Promise<Verification> {
  if (baseline.sight === 'unseen')
    return nobodyLooked(site, `The site was not to be seen before the deploy. ${baseline.why}`)
  const entry = entryOf(expected)
  if (entry === undefined) return nobodyLooked(site, `Could not look at ${shown(site.url)}: the release has no page.`)
  const crawl = crawlOf(expected, entry, site.url, baseline)
  const known = { baseline, isSettling, entry: entryAddress(entry.path, site.url) }
  const started = world.clock.monotonic()
  const end = started + BOUND
  const { open, excused, looked } = await lookedAt(crawl, known, end, { site, world })
  const verdict = verdictOn(open, known.entry)
  const warnings = [...excused, ...verdict.warnings]
  if (verdict.verdict === 'right')
    warnings.push(...(await manners(crawl, { ...known, expected, end, isErrorPageTold }, { site, world })))
  const verification = { ...verdict, warnings, looked, skipped: crawl.skipped() }
  world.log.info(summaryLine(site, verification, world.clock.monotonic() - started))
  return verification
}

function nobodyLooked({ url }: SiteAddress, sentence: string): Verification {
  return { verdict: 'unseen', findings: [{ address: url, sentence }], warnings: [], looked: 0, skipped: 0 }
}

interface Outside {
  readonly site: SiteAddress
  readonly world: World
}

interface LookedAt {
  /** What is not right within the bound. */
  readonly open: readonly Seen[]
  /** Sentences about what is not right and was not before. */
  readonly excused: readonly string[]
  /** So many addresses. */
  readonly looked: number
}

async function lookedAt(crawl: Crawl, known: Circumstances, end: number, { site, world }: Outside): Promise<LookedAt> {
  const { entry } = known
  const begin = end - LAST_LOOK
  const [excused, looked] = [new Set<string>(), new Set<string>()]
  const { look, isWalled } = onlooker(site, world)
  const tell = sparing(world)
  tell(() => `Looking at ${shown(entry)}, and at what it refers to`)
  const looking = {
    tell,
    next: crawl.next,
    async look(check: Check, until: number) {
      if (!looked.has(check.address)) tell(() => `${counted(looked.size, 'address', 'addresses')} looked at so far`)
      if (world.clock.monotonic() < until) looked.add(check.address)
      return tempered(await look(check, until), check, known)
    },
    excuse({ judgement }: Seen) {
      if (judgement.verdict !== 'right') excused.add(`${judgement.sentence} So it was before the deploy.`)
    },
  }
  const open = await lookUntilRight(crawl.first, looking, begin, world)
  const last = { begin, end, entry, hasWall: () => isWalled(entry, end) }
  return { open: await confirmed(open, looking, last, world), excused: [...excused], looked: looked.size }
}

/** Within what is left of the time. */
async function manners(
  crawl: Crawl,
  known: {
    readonly entry: string
    readonly expected: readonly ExpectedFile[]
    readonly end: number
    readonly isErrorPageTold: boolean
  },
  { site, world }: Outside,
): Promise<readonly string[]> {
  const entry = crawl.entry()
  if (entry === undefined) return []
  const end = Math.min(known.end, world.clock.monotonic() + MANNERS)
  const folder = new URL('.', known.entry).href
  return await mannersOf(
    {
      folder,
      page: entry.text,
      isSinglePage: isSinglePage(known.expected),
      isErrorPageTold: known.isErrorPageTold,
      end,
    },
    site,
    world,
  )
}

function summaryLine({ url }: SiteAddress, { verdict, looked, skipped }: Verification, elapsed: number): string {
  const rest = skipped === 0 ? '' : `, ${counted(skipped, 'more file')} left out`
  const what = { right: 'is as published', wrong: 'is not as published', unseen: 'could not all be looked at' }[verdict]
  return `${shown(url)} ${what}: ${counted(looked, 'address', 'addresses')} in ${seconds(elapsed)}${rest}`
}
