// A tab whose requests Angular's service worker answers.

import type { Browser, Page } from 'playwright-core'
import { openTab, type Tab, visitor } from './tab.ts'

/** Waits until the worker holds the whole site and has taken over. */
export async function controlledTab(browser: Browser, url: string): Promise<Tab> {
  const tab = await openTab(await visitor(browser, url, 'allow'), '/')
  await tab.page.evaluate('navigator.serviceWorker.ready')
  await tab.page.reload()
  await tab.page.waitForFunction('navigator.serviceWorker.controller !== null')
  return tab
}

/** What the worker says about itself, once that contains these words. */
export async function stateWith(page: Page, words: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    for (;;) {
      const state = await fetch('/ngsw/state').then((answer) => answer.text())
      if (state.includes(wanted)) return state
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }, words)
}
