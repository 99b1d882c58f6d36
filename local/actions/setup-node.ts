// Stands in for actions/setup-node: some Node is there already; what the real one would refuse is refused here, too.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, inputs, told } from './step.ts'

const { 'node-version-file': file, cache } = inputs(['node-version-file', 'cache', 'package-manager-cache'])
const workspace = told('GITHUB_WORKSPACE')
const path = join(workspace, file)

if (file === '' || !existsSync(path)) fail(`The specified node version file at: ${path} does not exist`)
if (!/\d/.test(versionIn(readFileSync(path, 'utf8')))) fail(`${file} names no version of Node`)
if (!['', 'npm'].includes(cache)) fail(`Caching for '${cache}' is not supported`)
if (cache === 'npm' && !existsSync(join(workspace, 'package-lock.json'))) {
  fail(
    `Dependencies lock file is not found in ${workspace}. Supported file patterns: package-lock.json,npm-shrinkwrap.json,yarn.lock`,
  )
}
console.log(`Node by ${file}, cache: ${cache || 'none'}`)

function versionIn(text: string): string {
  if (file !== 'package.json') return text
  const { volta, devEngines, engines } = JSON.parse(text)
  return String(volta?.node ?? devEngines?.runtime?.version ?? engines?.node ?? '')
}
