// The same over real connections, at the edge of a distribution that does what real ones do.

import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type DistributionOptions, type Fault, pageOfApp, startLocalAws } from '../../../local/index.ts'
import { ageOf } from '../../../src/site/verify/age.ts'
import { lookBefore } from '../../../src/site/verify/before.ts'
import { entryOf } from '../../../src/site/verify/entry.ts'
import type { SiteAddress, World } from '../../../src/site/verify/model.ts'
import { verifyLive } from '../../../src/site/verify/verify.ts'
import { cloudFrontFor } from '../../local/clients.ts'
import { certificateFor } from '../web/certificate.ts'
import { closeServers, nobody, serveSecurely } from '../web/servers.ts'
import { assetsOf, type BuiltFile, publish, type ServedSite, serve } from './built-site.ts'
import { type Circumstances, driven } from './driving.ts'
import { sha1 } from './memory-site.ts'

const aws = await startLocalAws()
const cloudFront = cloudFrontFor(aws)
const stop: (() => void)[] = []
beforeEach(() => {
  for (const one of stop.splice(0)) one()
})
afterAll(async () => {
  await closeServers()
  await aws.close()
})

/** Two releases of an application with a service worker; their entries and their styles differ, and the chunk’s name. */
function release(number: 1 | 2): readonly BuiltFile[] {
  const files = {
    'index.html': `<link rel="stylesheet" href="styles.css"><script type="module" src="main.js"></script><h1>${number}</h1>`,
    'main.js': `const later = () => import("./chunk-${number}.js")`,
    [`chunk-${number}.js`]: `export const chunk = ${number}`,
    'styles.css': `h1 { order: ${number} }`,
  }
  const hashTable = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/${path}`, sha1(text)]))
  const manifest = JSON.stringify({ configVersion: 1, index: '/index.html', hashTable })
  return Object.entries({ ...files, 'ngsw.json': manifest }).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
}

/** The first release is live and warm at the edge. */
async function first(options: Partial<DistributionOptions> = {}): Promise<ServedSite> {
  const served = await serve(aws, release(1), { functions: { viewerRequest: pageOfApp }, minTtl: 60, ...options })
  for (const { url } of Object.values(served.distribution.locations)) {
    for (const { path } of served.assets) await (await fetch(`${url}/${path}`)).arrayBuffer()
    await (await fetch(`${url}/`)).arrayBuffer()
  }
  return served
}

let references = 0

async function goLive({ bucket, distribution }: ServedSite): Promise<void> {
  publish(aws, bucket, release(2))
  references += 1
  const InvalidationBatch = { CallerReference: `r${references}`, Paths: { Quantity: 1, Items: ['/*'] } }
  await cloudFront.send(new CreateInvalidationCommand({ DistributionId: distribution.id, InvalidationBatch }))
}

function rule(fault: (path: string) => Fault | undefined): void {
  stop.push(aws.intercept(({ service, path }) => (service === 'edge' ? fault(path) : undefined)))
}

/** Looks, goes live, and looks again. */
async function deployed(
  served: ServedSite,
  { once = () => undefined, site = served.site, isSettling = false, ...given }: Circumstances & Given = {},
) {
  const { answered, took } = await driven(
    async (world) => {
      const baseline = await lookBefore(site, liveEntry(served), world)
      await goLive(served)
      once()
      const verification = await verifyLive(site, assetsOf(release(2)), baseline, world, { isSettling })
      return { baseline, verification }
    },
    { aws, ...given },
  )
  const { baseline, verification } = answered
  return { sight: baseline.sight, verification, told: verification.findings.map(({ sentence }) => sentence), took }
}

interface Given {
  /** Happens once the second release is live. */
  once?(): void
  readonly site?: SiteAddress
  readonly isSettling?: boolean
}

function liveEntry({ assets }: ServedSite) {
  return entryOf(assets)
}

const forbidden: Fault = {
  answer: { status: 403, headers: { Server: 'CloudFront' }, body: '<h1>Request blocked</h1>' },
}

test('a release that every edge has is right, its service worker included', async () => {
  const { sight, verification, took } = await deployed(await first())
  expect(sight).toBe('same')
  expect(verification).toEqual({ verdict: 'right', findings: [], warnings: [], looked: 6, skipped: 0 })
  expect(took).toBeLessThan(1000)
})

describe('an edge', () => {
  test('that heals after 30 seconds is right', async () => {
    const { verification, took } = await deployed(await first({ invalidationSeconds: 30 }))
    expect(verification.verdict).toBe('right')
    expect(took).toBeGreaterThan(29_000)
    expect(took).toBeLessThan(40_000)
  })

  test('that never heals is wrong, within a minute', async () => {
    const served = await first()
    served.distribution.freeze()
    const { verification, told, took } = await deployed(served)
    expect(verification.verdict).toBe('wrong')
    expect(told[0]).toMatch(/still answers the page from before the deploy\. .* answers other bytes than index\.html/)
    expect(took).toBeLessThanOrEqual(61_000)
  })

  test('that is still being refreshed proves nothing yet', async () => {
    const served = await first()
    served.distribution.freeze()
    const { verification, told } = await deployed(served, { isSettling: true })
    expect(verification.verdict).toBe('unseen')
    expect(told[0]).toMatch(/CloudFront still refreshes its copies/)
  })

  test('that has the entry, but an old manifest of the service worker, is wrong', async () => {
    const served = await first()
    const old = release(1).find(({ path }) => path === 'ngsw.json')?.bytes
    const { verification, told } = await deployed(served, {
      once: () => rule((path) => (path === '/ngsw.json' ? answered(old ?? '', 'application/json') : undefined)),
    })
    expect(verification.verdict).toBe('wrong')
    expect(told).toEqual([expect.stringMatching(/\/ngsw\.json answers other bytes/)])
  })

  test('that has one stale file of the service worker’s table is wrong', async () => {
    const old = release(1).find(({ path }) => path === 'styles.css')?.bytes
    const { verification, told } = await deployed(await first(), {
      once: () => rule((path) => (path === '/styles.css' ? answered(old ?? '', 'text/css') : undefined)),
    })
    expect(verification.verdict).toBe('wrong')
    expect(told).toEqual([expect.stringMatching(/\/styles\.css answers other bytes than styles\.css/)])
  })
})

function answered(body: string | Buffer, type: string, status = 200, headers = {}): Fault {
  return { answer: { status, headers: { 'Content-Type': type, ...headers }, body } }
}

describe('one file', () => {
  test.each<[string, Fault, RegExp]>([
    [
      'of another type',
      answered('export const chunk = 2', 'application/octet-stream'),
      /answers application\/octet-st/,
    ],
    ['that is missing', answered('<Error/>', 'application/xml', 404), /answers 404, though ngsw\.json refers to it/],
    ['with a page in its place', answered('<h1>2</h1>', 'text/html'), /answers text\/html.*: a page stands in for it/],
    ['that is refused, while the entry is not', forbidden, /answers 403, though ngsw\.json refers to it/],
  ])('%s is wrong', async (_, fault, sentence) => {
    const { verification, told } = await deployed(await first(), {
      once: () => rule((path) => (path === '/chunk-2.js' ? fault : undefined)),
    })
    expect(verification.verdict).toBe('wrong')
    expect(told).toEqual([expect.stringMatching(sentence)])
  })

  test('that was never published is wrong, with a fallback that answers 200 as well', async () => {
    const errorResponses = [403, 404].map((code) => ({ code, page: '/index.html', responseCode: 200 }))
    const served = await first({ functions: {}, errorResponses })
    const { verification, told } = await deployed(served, {
      once: () => aws.buckets.delete(served.bucket, 'dist/chunk-2.js'),
    })
    expect(verification.verdict).toBe('wrong')
    expect(told).toEqual([expect.stringMatching(/chunk-2\.js answers text\/html where text\/javascript is expected/)])
  })

  test('behind a wall is unseen', async () => {
    const { verification, told } = await deployed(await first(), {
      once: () => rule((path) => (path.startsWith('/chunk') ? answered('', 'text/html', 401) : undefined)),
    })
    expect(verification.verdict).toBe('unseen')
    expect(told[0]).toMatch(/is right, but 1 address could not be looked at\./)
  })

  test('that a firewall refuses, and then everything, is unseen', async () => {
    let entries = 0
    const { verification, told } = await deployed(await first(), {
      once: () =>
        rule((path) => {
          if (path.startsWith('/chunk')) return forbidden
          if (path !== '/') return undefined
          entries += 1
          return entries > 1 ? forbidden : undefined
        }),
    })
    expect(verification.verdict).toBe('unseen')
    expect(told[1]).toMatch(/such as a firewall that counts requests/)
  })

  test('that hangs is unseen, and ends in time', async () => {
    const { verification, took, told } = await deployed(await first(), {
      once: () => rule((path) => (path === '/chunk-2.js' ? { stall: true } : undefined)),
      hangs: (address) => address.endsWith('/chunk-2.js'),
    })
    expect(verification.verdict).toBe('unseen')
    expect(told[1]).toMatch(/chunk-2\.js: no answer came in time/)
    expect(took).toBeLessThanOrEqual(61_000)
  })
})

describe('the whole site', () => {
  const answers: readonly [string, Fault, RegExp][] = [
    ['asks for a password', answered('', 'text/html', 401), /asks for a password/],
    ['is refused by a firewall', forbidden, /turns us away \(403\)/],
    ['redirects in a circle', answered('', 'text/html', 302, { Location: '/' }), /lead in a circle/],
    [
      'redirects to a login',
      answered('', 'text/html', 302, { Location: 'http://login.invalid/?code=7' }),
      /another host/,
    ],
    ['is broken', answered('', 'text/html', 503), /answers 503/],
    ['cuts connections', { drop: 'before' }, /connection was cut/],
  ]

  test.each(answers)('%s from then on: that is unseen', async (_, fault, sentence) => {
    const { verification, told, took } = await deployed(await first(), { once: () => rule(() => fault) })
    expect(verification.verdict).toBe('unseen')
    expect(told).toEqual([expect.stringMatching(sentence)])
    expect(took).toBeLessThanOrEqual(61_000)
  })

  test.each(answers)('%s already before: then nobody looks', async (_, fault, sentence) => {
    const served = await first()
    rule(() => fault)
    const { sight, verification, told, took } = await deployed(served)
    expect(sight).toBe('unseen')
    expect(verification).toMatchObject({ verdict: 'unseen', looked: 0 })
    expect(told).toEqual([expect.stringMatching(sentence)])
    expect(took).toBe(0)
  })

  test('hangs: nobody waits for more than a minute', async () => {
    const { verification, told, took } = await deployed(await first(), {
      once: () => rule(() => ({ stall: true })),
      hangs: () => true,
    })
    expect(verification.verdict).toBe('unseen')
    expect(told).toEqual([expect.stringMatching(/no answer came in time/)])
    expect(took).toBeLessThanOrEqual(61_000)
  })
})

test.each<[string, () => Promise<string>, RegExp]>([
  ['has a name that DNS does not know', async () => 'http://shop.invalid/', /host name is not known/],
  ['is not there', nobody, /connection was refused/],
  [
    'has a certificate that nobody trusts',
    () => serveSecurely(certificateFor('localhost', new Date(Date.now() - 1000), new Date(Date.now() + 1e9))),
    /nobody that is trusted has issued its certificate/,
  ],
])('an address that %s is looked at no further', async (_, addressed, sentence) => {
  const url = await addressed()
  const { sight, verification, told } = await deployed(await first(), { site: { url, headers: {} } })
  expect([sight, verification.verdict]).toEqual(['unseen', 'unseen'])
  expect(told).toEqual([expect.stringMatching(sentence)])
})

describe('the files of a service worker’s table', () => {
  const files = release(2)
    .filter(({ path }) => path !== 'ngsw.json')
    .map(({ path, bytes }) => ({ path, sha1: sha1(bytes.toString()) }))
  const age =
    ({ site }: ServedSite) =>
    (world: World) =>
      ageOf(site, files, 'ngsw.json', world)

  test('are new where every edge has them', async () => {
    const served = await first()
    await goLive(served)
    expect((await driven(age(served), { aws })).answered).toEqual({ age: 'new', findings: [] })
  })

  test('are new where an edge heals in a few seconds', async () => {
    const served = await first({ invalidationSeconds: 6 })
    await goLive(served)
    expect((await driven(age(served), { aws })).answered.age).toBe('new')
  })

  test('are old where it does not', async () => {
    const served = await first()
    served.distribution.freeze()
    await goLive(served)
    const { answered: one, took } = await driven(age(served), { aws })
    expect(one.age).toBe('old')
    expect(one.findings.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/\/index\.html does not have the hash that ngsw\.json has for it/),
      expect.stringMatching(/\/main\.js does not have the hash/),
      expect.stringMatching(/\/styles\.css does not have the hash/),
    ])
    expect(took).toBeLessThanOrEqual(21_000)
  })

  test('are neither where nobody can look', async () => {
    const served = await first()
    await goLive(served)
    rule(() => forbidden)
    expect((await driven(age(served), { aws })).answered.age).toBe('unseen')
  })
})
