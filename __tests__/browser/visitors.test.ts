// What visitors of a deployed site meet, in a real browser.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type LocalAws, startLocalAws } from '../../local/index.ts'
import { launchChromium } from './chromium.ts'
import { examples, singlePageSite } from './deployed.ts'
import { controlledTab, stateWith } from './service-worker.ts'
import { openTab, visitor } from './tab.ts'

const release1 = 'colt-frontend/built/release-1'
const release2 = 'colt-frontend/built/release-2'

/** A look from outside would leave copies at the edge, so that what is gone from the bucket is still there. */
const unseen = { verify: 'false' }

let aws: LocalAws
let browser: Browser

jest.setTimeout(30_000)

beforeAll(async () => {
  aws = await startLocalAws()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await aws?.close()
})

test('the site works: pages, lazy routes, picture and font', async () => {
  const { page, faults } = await tabOn('works', '/')

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Take payments. Keep your evenings.')
  await page.getByRole('link', { name: 'Pricing' }).click()
  await page.getByRole('heading', { name: 'Pricing' }).waitFor()
  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByRole('link', { name: 'Studio Ostrov' }).click()
  await page.getByRole('heading', { name: 'Payment 7' }).waitFor()

  expect(new URL(page.url()).pathname).toBe('/account/payments/7')
  expect(await page.evaluate('document.querySelector("header img").naturalWidth')).toBeGreaterThan(0)
  expect(await page.evaluate('document.fonts.check("16px Sora")')).toBe(true)
  expect(faults).toEqual([])
})

test('a deep link works, and still does after a reload', async () => {
  const { page, faults } = await tabOn('deep-link', '/account/payments/7')

  await page.getByRole('heading', { name: 'Payment 7' }).waitFor()
  const reloaded = await page.reload()
  await page.getByRole('heading', { name: 'Payment 7' }).waitFor()

  expect(reloaded?.status()).toBe(200)
  expect(faults).toEqual([])
})

test('a tab opened on release 1 goes on after release 2 is out, and a new tab gets release 2', async () => {
  const site = await singlePageSite(aws, 'two-releases')
  await site.deploy(release1)
  const old = await openTab(await visitor(browser, site.url), '/')
  await site.deploy(release2)

  await old.page.getByRole('link', { name: 'Account' }).click()
  await old.page.getByText('What came in during the last days.').waitFor()
  const fresh = await openTab(await visitor(browser, site.url), '/account/payments')
  await fresh.page.getByText('and what has reached your bank').waitFor()

  expect(await old.page.getByText('Release').textContent()).toBe('Release 1')
  expect(await fresh.page.getByText('Release').textContent()).toBe('Release 2')
  expect(await logoIn(fresh.page)).toEqual(await readFile(join(examples, release2, 'logo-BRANDING.png')))
  expect([...old.faults, ...fresh.faults]).toEqual([])
})

test('a tab that was opened three releases ago still loads its lazy route', async () => {
  const site = await singlePageSite(aws, 'three-releases-ago')
  const retention = { 'keep-releases': '4', 'keep-days': '0' }
  await site.deploy(release1, retention)
  const { page, faults } = await openTab(await visitor(browser, site.url), '/')
  await site.deploy(release2, retention)
  for (const headers of ['robots.txt  x-amz-meta-release: 3', 'robots.txt  x-amz-meta-release: 4']) {
    await site.deploy(release2, { ...retention, headers })
  }

  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByText('What came in during the last days.').waitFor()

  expect(await page.getByText('Release').textContent()).toBe('Release 1')
  expect(faults).toEqual([])
})

test('after a rollback a new tab gets release 1, and so does who comes back from release 2', async () => {
  const site = await singlePageSite(aws, 'rolled-back')
  await site.deploy(release1)
  await site.deploy(release2)
  const { page: there, faults } = await openTab(await visitor(browser, site.url), '/')
  await there.getByText('Release 2').waitFor()
  await site.rollBack()

  const fresh = await openTab(await visitor(browser, site.url), '/account/payments')
  await fresh.page.getByText('What came in during the last days.').waitFor()
  await there.reload()
  await there.getByText('Release 1').waitFor()

  expect(await fresh.page.getByText('Release').textContent()).toBe('Release 1')
  expect(await logoIn(fresh.page)).toEqual(await readFile(join(examples, release1, 'logo-BRANDING.png')))
  expect([...faults, ...fresh.faults]).toEqual([])
})

test('who comes back gets release 2 as soon as it is deployed', async () => {
  const site = await singlePageSite(aws, 'coming-back')
  await site.deploy(release1)
  const context = await visitor(browser, site.url)
  const { page, faults } = await openTab(context, '/')
  await page.getByText('Release 1').waitFor()
  await site.deploy(release2)

  await page.reload()
  await page.getByText('Release 2').waitFor()
  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByRole('columnheader', { name: 'State' }).waitFor()

  expect(faults).toEqual([])
})

test('a script that is missing from the bucket does not go unnoticed here', async () => {
  const site = await singlePageSite(aws, 'broken')
  await site.deploy(release1, unseen)
  for (const key of aws.buckets.keys(site.bucket, 'dist/chunk-')) aws.buckets.delete(site.bucket, key)
  const { page, faults } = await openTab(await visitor(browser, site.url), '/')

  const noticed = page.waitForEvent('console', (message) => message.type() === 'error')
  await page.getByRole('link', { name: 'Account' }).click()
  await noticed

  expect(faults.join()).toContain('Failed to load module script')
})

test('a release whose script does not arrive goes back by itself, and visitors get release 1', async () => {
  const site = await singlePageSite(aws, 'bad-release')
  await site.deploy(release1)
  const before = new Set(aws.buckets.keys(site.bucket, 'dist/'))
  const mend = aws.intercept(({ service, path, distribution }) => {
    const isNew = distribution === site.distribution && !before.has(`dist${path}`)
    return service === 'edge' && isNew && path.startsWith('/main-') ? { answer: { status: 403 } } : undefined
  })
  await expect(site.deploy(release2)).rejects.toThrow('Release 2 was taken back: visitors see release 1 again')
  mend()

  const { page, faults } = await openTab(await visitor(browser, site.url), '/')
  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByText('What came in during the last days.').waitFor()

  expect(await page.getByText('Release').textContent()).toBe('Release 1')
  expect(faults).toEqual([])
}, 150_000)

test('the service worker takes release 1 in whole and moves on to release 2', async () => {
  const site = await singlePageSite(aws, 'service-worker')
  await site.deploy(release1)
  const { page, faults } = await controlledTab(browser, site.url)
  await site.deploy(release2)

  await page.reload()
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.getByText('Release 2').waitFor()
  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByRole('columnheader', { name: 'State' }).waitFor()

  expect(await stateWith(page, 'Driver state')).toContain('Driver state: NORMAL')
  expect(faults).toEqual([])
})

test('a file with other bytes than the service worker was promised does not go unnoticed here', async () => {
  const site = await singlePageSite(aws, 'hash-mismatch')
  await site.deploy(release1, unseen)
  const { page } = await controlledTab(browser, site.url)
  await site.deploy(release2, unseen)
  const [script = ''] = aws.buckets.keys(site.bucket, 'dist/chunk-')
  aws.buckets.put(site.bucket, script, '// other bytes', { 'content-type': 'text/javascript' })

  await page.reload()

  expect(await stateWith(page, 'Hash mismatch')).toContain('Driver state: EXISTING_CLIENTS_ONLY')
})

test('a Vite site works without any setting', async () => {
  const site = await singlePageSite(aws, 'vite')
  await site.deploy('vite-site/built')
  const { page, faults } = await openTab(await visitor(browser, site.url), '/')

  await page.getByRole('button', { name: 'Show this week' }).click()
  await page.getByRole('cell', { name: 'Wednesday' }).waitFor()

  expect(await page.evaluate('document.querySelector("#chart").naturalWidth')).toBeGreaterThan(0)
  expect(faults).toEqual([])
})

function logoIn(page: Page): Promise<Buffer> {
  return page.request.get('/logo-BRANDING.png').then((answer) => answer.body())
}

/** A tab on a site of its own that has release 1. */
async function tabOn(bucket: string, path: string) {
  const site = await singlePageSite(aws, bucket)
  await site.deploy(release1)
  return openTab(await visitor(browser, site.url), path)
}
