// Which version this is: of package.json, and the commit that the build wrote down, if it did.

import { readFile } from 'node:fs/promises'

const here = (name) => new URL(`../${name}`, import.meta.url)

export async function versionHere() {
  const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'))
  const built = await readFile(here('build.json'), 'utf8').catch(() => '{}')
  return { version, commit: JSON.parse(built).commit ?? 'unknown', node: process.version }
}
