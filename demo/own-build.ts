// Somebody's own build, deployed twice.

import type { LocalAws } from '../local/index.ts'
import { createSite } from './site.ts'
import { from, heading, quote, say, withoutHtml } from './words.ts'

/** Answers what to open. */
export async function deployOwnBuild(aws: LocalAws, folder: string): Promise<readonly string[]> {
  const site = await createSite(aws, 'your-site')

  heading('1. Your build goes live')
  say(folder)
  const { summary } = await site.run({ mode: 'deploy', folder, push: 1 })
  say('', 'The job summary on GitHub:')
  quote(withoutHtml(summary))

  heading('2. The same again')
  say('Files are compared by content and headers, so a run with nothing to do changes nothing.')
  await site.run({ mode: 'deploy', folder, push: 1 }, from('Plan'))
  return [`your site  ${site.url}/`]
}
