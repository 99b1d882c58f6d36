// Two releases of the example site, one after the other, and a site of another framework.

import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LocalAws } from '../local/index.ts'
import { createSite, type Push, type Site } from './site.ts'
import { heading, quote, say } from './words.ts'

const examples = resolve(import.meta.dirname, '../examples')
const release1 = resolve(examples, 'colt-frontend/built/release-1')
const release2 = resolve(examples, 'colt-frontend/built/release-2')
const first: Push = { number: 1, commit: '1'.repeat(40) }
const second: Push = { number: 2, commit: '2'.repeat(40) }

/** Answers what to open, and why. */
export async function tour(aws: LocalAws): Promise<readonly string[]> {
  const left = await createSite(aws, 'left-behind')
  const moving = await createSite(aws, 'coltpay')
  const tides = await createSite(aws, 'tide-times')
  await goLive(moving)
  await left.run('deploy', release1, first)
  await showPlan(moving)
  await moveOn(moving)
  await again(moving)
  await otherFramework(tides)
  return [
    `${left.url}/  stayed on release 1`,
    `${moving.url}/  moved on to release 2`,
    `${moving.url}/account/payments/7  a deep link into it`,
    `${tides.url}/  the Vite site`,
  ]
}

async function goLive(site: Site): Promise<void> {
  heading('1. Release 1 goes live')
  say(
    'An Angular build and an empty bucket. Files first, pages after them, so no visitor meets a page without its scripts.',
  )
  await site.run('deploy', release1, first)
}

async function showPlan(site: Site): Promise<void> {
  heading('2. What would release 2 change?')
  say('mode: plan looks and writes nothing.')
  await site.run('plan', release2, second)
}

async function moveOn(site: Site): Promise<void> {
  heading('3. Release 2 goes live')
  const { summary } = await site.run('deploy', release2, second)
  say('', 'The job summary on GitHub:')
  quote(summary)
  await openTabsStillWork(site)
}

/** A tab that was opened on release 1 asks for the scripts of release 1 when its visitor goes on. */
async function openTabsStillWork(site: Site): Promise<void> {
  const scripts = (await readdir(release1)).filter((name) => /^(main|chunk)-.*\.js$/.test(name))
  const answers = await Promise.all(
    scripts.map(async (name) => (await fetch(`${site.url}/${name}`)).headers.get('content-type')),
  )
  const served = answers.filter((type) => type?.includes('javascript')).length
  say('', `A tab still open on release 1: ${served} of its ${scripts.length} scripts are still served.`)
}

async function again(site: Site): Promise<void> {
  heading('4. The same again')
  say('Files are compared by content and headers, so a run with nothing to do changes nothing.')
  await site.run('deploy', release2, second)
}

async function otherFramework(site: Site): Promise<void> {
  heading('5. Another framework, no setting')
  await site.run('deploy', resolve(examples, 'vite-site/built'), first)
}
