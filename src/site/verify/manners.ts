// How the site treats addresses that it does not have: a look at each, and a warning with its cure. Nothing waits for it.

import { randomBytes } from 'node:crypto'
import { shown } from './addresses.ts'
import { essence } from './media-type.ts'
import type { SiteAddress, World } from './model.ts'
import { obstacleSentence, statusSentence } from './sentences.ts'
import { type Arrival, see } from './sight.ts'

export interface Manners {
  /** The folder of the entry, as an address. */
  readonly folder: string
  /** The text of the entry. */
  readonly page: string
  /** Is it the page for every address of the application? */
  readonly isSinglePage: boolean
  /** Has somebody been told already that missing scripts are answered with a page? */
  readonly isErrorPageTold: boolean
  /** On the clock. */
  readonly end: number
}

/** Full sentences; what nobody could look at is only logged. */
export async function mannersOf(of: Manners, site: SiteAddress, world: World): Promise<readonly string[]> {
  const looks = [
    ...(of.isErrorPageTold ? [] : [unknownScript(of, site, world)]),
    ...(of.isSinglePage ? [deepLink(of, site, world)] : []),
  ]
  return (await Promise.all(looks)).filter((warning) => warning !== undefined)
}

async function deepLink(of: Manners, site: SiteAddress, world: World): Promise<string | undefined> {
  const arrival = await lookAtUnknown('', of, site, world)
  if (arrival === undefined || arrival.answer.body.toString('utf8') === of.page) return undefined
  return (
    `${shown(arrival.address)}, an address that only the application can know, does not answer its page ` +
    `but ${arrival.answer.status}: reloads and links into the application fail. Let a CloudFront function answer ` +
    'addresses without an extension with the entry page.'
  )
}

async function unknownScript(of: Manners, site: SiteAddress, world: World): Promise<string | undefined> {
  const arrival = await lookAtUnknown('.js', of, site, world)
  if (arrival === undefined) return undefined
  const { status, headers } = arrival.answer
  if (status !== 200 || essence(headers['content-type'] ?? '') !== 'text/html') return undefined
  return (
    `${shown(arrival.address)}, a script that does not exist, answers 200 with a page: browsers and caches then keep a page ` +
    'in place of a script. In place of custom error responses with status 200, let a CloudFront function answer ' +
    'addresses without an extension with the entry page.'
  )
}

/** Undefined where nobody could look. */
async function lookAtUnknown(
  extension: string,
  { folder, page, end }: Manners,
  site: SiteAddress,
  world: World,
): Promise<Arrival | undefined> {
  const address = `${folder}colt-deploy-${randomBytes(4).toString('hex')}${extension}`
  const sight = await see(address, site, { end, bytes: Buffer.byteLength(page) }, world)
  if ('answer' in sight && (sight.answer.status < 401 || [403, 404, 410].includes(sight.answer.status))) return sight
  world.log.info('obstacle' in sight ? obstacleSentence(address, sight) : statusSentence(address, sight.answer.status))
  return undefined
}
