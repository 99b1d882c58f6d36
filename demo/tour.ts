// Two releases of the example site, one after the other, and a site of another framework.

import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LocalAws } from '../local/index.ts'
import { createSite, type Site } from './site.ts'
import { everything, from, heading, nothing, quote, say, withoutHtml } from './words.ts'

const examples = resolve(import.meta.dirname, '../examples')
const release1 = resolve(examples, 'colt-frontend/built/release-1')
const release2 = resolve(examples, 'colt-frontend/built/release-2')

/** Answers what to open, and why. */
export async function tour(aws: LocalAws): Promise<readonly string[]> {
  const staying = await createSite(aws, 'staying')
  const moving = await createSite(aws, 'moving')
  const tides = await createSite(aws, 'tide-times')
  await goLive(moving, staying)
  await showPlan(moving)
  await moveOn(moving)
  await again(moving)
  await takeBack(moving)
  await otherFramework(tides)
  return [
    `release 1      ${staying.url}/`,
    `release 2      ${moving.url}/`,
    `a deep link    ${moving.url}/account/payments/7`,
    `the Vite site  ${tides.url}/`,
  ]
}

async function goLive(moving: Site, staying: Site): Promise<void> {
  heading('1. Release 1 goes live')
  say(
    'An Angular build and an empty bucket. Files first, pages after them: no visitor meets a page without its scripts.',
  )
  await moving.run({ mode: 'deploy', folder: release1, push: 1 })
  say('', 'The same onto a second site, which stays on release 1, so that both can be opened side by side:')
  await staying.run({ mode: 'deploy', folder: release1, push: 1 }, nothing)
}

async function showPlan(site: Site): Promise<void> {
  heading('2. What would release 2 change?')
  say('mode: plan looks, gives a reason for every step, and writes nothing.')
  await site.run({ mode: 'plan', folder: release2, push: 2 }, from('Plan'))
}

async function moveOn(site: Site): Promise<void> {
  heading('3. Release 2 goes live')
  say('The plan above, step by step; CloudFront forgets the changed addresses before the service worker hears of them.')
  const { summary } = await site.run({ mode: 'deploy', folder: release2, push: 2 }, from('Publish'))
  say('', 'The job summary on GitHub:')
  quote(withoutHtml(summary))
  await countOldScripts(site)
}

/** A tab that was opened on release 1 asks for the scripts of release 1 when its visitor goes on. */
async function countOldScripts(site: Site): Promise<void> {
  const scripts = (await readdir(release1)).filter((name) => /^(main|chunk)-.*\.js$/.test(name))
  const answers = await Promise.all(scripts.map((name) => fetch(`${site.url}/${name}`)))
  const served = answers.filter(({ headers }) => headers.get('content-type')?.includes('javascript'))
  say('', `A tab still open on release 1 goes on: ${served.length} of its ${scripts.length} scripts are still served.`)
}

async function again(site: Site): Promise<void> {
  heading('4. The same again')
  say('Files are compared by content and headers, so a run with nothing to do changes nothing.')
  await site.run({ mode: 'deploy', folder: release2, push: 2 }, from('Plan'))
}

async function takeBack(site: Site): Promise<void> {
  heading('5. Release 2 is taken back')
  say('What release 2 replaced was kept beside the site, and is copied back on the server: nothing is uploaded.')
  await site.run({ mode: 'rollback', push: 2 }, from('Begin'))
  say('', 'Deploys are held now, so that the next merge does not undo it:')
  await site.run({ mode: 'deploy', folder: release2, push: 3 }, from('Plan'))
  say('', 'Until somebody lets them go on:')
  await site.run({ mode: 'resume', push: 3 }, everything)
  await site.run({ mode: 'deploy', folder: release2, push: 3 }, nothing)
}

async function otherFramework(site: Site): Promise<void> {
  heading('6. Another framework, no setting')
  say('A Vite site: what carries a hash of its content is found by looking at the build, not by knowing the tool.')
  await site.run({ mode: 'deploy', folder: resolve(examples, 'vite-site/built'), push: 1 }, from('Plan'))
}
