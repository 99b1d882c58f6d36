// Holds the CloudFormation templates to what AWS knows, with cfn-lint: npm run lint:infrastructure. Needs Python.

import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

import { run } from './conformance/process.ts'

const VERSION = '1.58.0'
const root = join(import.meta.dirname, '..')

/** Installs it once, below `.cache`. */
function cfnLint(): string {
  const environment = join(root, '.cache', `cfn-lint-${VERSION}`)
  const program = join(environment, 'bin', 'cfn-lint')
  if (existsSync(program)) return program
  run('python3', ['-m', 'venv', environment])
  run(join(environment, 'bin', 'pip'), ['install', '--quiet', `cfn-lint==${VERSION}`])
  return program
}

const templates = globSync('infrastructure/*.yml', { cwd: root })
// Without a list of rules of its own: everything that it knows, warnings and hints among it, is a finding.
const { status } = spawnSync(cfnLint(), ['--include-checks', 'I', '--', ...templates], { cwd: root, stdio: 'inherit' })
if (status === 0) console.log(`cfn-lint ${VERSION}: ${templates.join(', ')}: nothing found`)
process.exitCode = status ?? 1
