// What may follow `npm run demo --`.

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface Arguments {
  /** A build to deploy in place of the example; absolute. */
  readonly folder: string | undefined
  /** Go on serving until Ctrl+C. */
  readonly keep: boolean
  readonly help: boolean
}

export const help = `Deploys a site with the built action, to an S3 and a CloudFront that run on this machine.

  npm run demo                          two releases of the example site, and a site of another framework
  npm run demo -- --keep                the same, then serves them until Ctrl+C
  npm run demo -- --folder PATH         your own build: the folder that holds its index.html
  npm run demo -- --folder PATH --keep  the same, to look at it in a browser
  npm run demo -- --help                this text

It needs no account, no credentials and no network. It ends with 0, or with 1 when a deploy failed.`

/** `from` is where the caller typed a relative path. Throws a sentence for whatever it does not know. */
export function parseArguments(args: readonly string[], from: string): Arguments {
  const { folder, keep, help } = parseArgs({
    args: [...args],
    options: {
      folder: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values
  if (folder === '') throw new Error('--folder needs a path: the folder that holds the index.html of your build.')
  return { folder: folder === undefined ? undefined : resolve(from, folder), keep, help }
}
