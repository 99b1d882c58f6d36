// A real Chromium: from npm on Linux x64, an installed Chrome elsewhere.

import packaged from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
]

/** Root has no sandbox in Chromium; everybody else keeps it off here too, for the pages are our own. */
const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []

export async function launchChromium(): Promise<Browser> {
  const args = [...quiet, ...sandbox]
  try {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      return await chromium.launch({ args, channel: 'chrome' })
    return await chromium.launch({ args, executablePath: await packaged.executablePath() })
  } catch (cause) {
    throw new Error('not run: chromium', { cause })
  }
}
