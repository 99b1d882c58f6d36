// npm run demo: a deploy to look at, on this machine alone.

import { once } from 'node:events'
import { type LocalAws, startLocalAws } from '../local/index.ts'
import { apiTour } from './api.ts'
import { type Arguments, help, parseArguments } from './arguments.ts'
import { deployOwnBuild } from './own-build.ts'
import { isBuilt } from './site.ts'
import { tour } from './tour.ts'
import { heading, say } from './words.ts'

try {
  assertNothingSwallowed()
  // npm starts scripts in the package's folder and tells in INIT_CWD where it was called.
  const args = parseArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd())
  if (args.help) say(help)
  else await demonstrate(args)
} catch (error) {
  say('', error instanceof Error ? error.message : String(error), 'npm run demo -- --help tells what can be done.')
  process.exitCode = 1
}

/** `npm run demo --keep` gives the word to npm, which makes a setting of it and says nothing. */
function assertNothingSwallowed(): void {
  const swallowed = ['folder', 'keep'].find((name) => process.env[`npm_config_${name}`] !== undefined)
  if (swallowed) throw new Error(`npm took --${swallowed} for itself: write "npm run demo -- --${swallowed}".`)
}

async function demonstrate({ folder, keep }: Arguments): Promise<void> {
  const aws = await startLocalAws()
  try {
    say('Local AWS answers as S3, CloudFront, Elastic Beanstalk and STS on this machine; nothing leaves it.')
    const addresses = folder === undefined ? await everyTour(aws) : await deployOwnBuild(aws, folder)
    heading('To look at')
    say(...addresses, '')
    await stay(keep)
  } finally {
    await aws.close()
  }
}

async function everyTour(aws: LocalAws): Promise<readonly string[]> {
  const sites = await tour(aws)
  return isBuilt('beanstalk') ? [...sites, ...(await apiTour(aws))] : sites
}

async function stay(keep: boolean): Promise<void> {
  if (!keep) return say('These addresses end with the demo: "npm run demo -- --keep" goes on serving them.')
  say('Serving until Ctrl+C.')
  await Promise.race(['SIGINT', 'SIGTERM'].map((name) => once(process, name)))
}
