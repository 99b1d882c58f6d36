// A tab that remembers everything that went wrong in it.

import type { Browser, BrowserContext, Page } from 'playwright-core'

export interface Tab {
  readonly page: Page
  /** Console errors, uncaught exceptions, failed requests, and answers of 400 and above. */
  readonly faults: readonly string[]
}

/** A visitor of their own: nothing cached, no service worker unless it is wanted. */
export function visitor(browser: Browser, baseURL: string, serviceWorkers: 'allow' | 'block' = 'block') {
  return browser.newContext({ baseURL, serviceWorkers, locale: 'en-US' })
}

export async function openTab(context: BrowserContext, path: string): Promise<Tab> {
  const page = await context.newPage()
  const faults = watch(page)
  await page.goto(path)
  return { page, faults }
}

function watch(page: Page): readonly string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`))
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
  page.on('response', (answer) => answer.status() >= 400 && faults.push(`${answer.status()}: ${answer.url()}`))
  return faults
}
