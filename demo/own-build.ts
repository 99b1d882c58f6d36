// Somebody's own build, deployed twice.

import type { LocalAws } from '../local/index.ts'
import { createSite, type Push } from './site.ts'
import { heading, quote, say } from './words.ts'

const push: Push = { number: 1, commit: '1'.repeat(40) }

/** Answers what to open. */
export async function deployOwnBuild(aws: LocalAws, folder: string): Promise<readonly string[]> {
  const site = await createSite(aws, 'your-site')

  heading('1. Your build goes live')
  say(folder)
  const { summary } = await site.run('deploy', folder, push)
  say('', 'The job summary on GitHub:')
  quote(summary)

  heading('2. The same again')
  say('Files are compared by content and headers, so a run with nothing to do changes nothing.')
  await site.run('deploy', folder, push)
  return [`${site.url}/  your site`]
}
