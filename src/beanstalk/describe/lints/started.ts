// Is what the Procfile or package.json starts in the bundle, and can it be run?

import type { BundleFile, Lint, Lintable } from '../../bundle-model.ts'
import { foldersAbove } from '../entry-names.ts'
import { type Started, startedBy } from './command.ts'
import { type PackageJson, packageJsonOf } from './package-json.ts'
import { familyOf, starts } from './platform.ts'

/** A command, and where it is written. */
interface Command {
  readonly where: string
  readonly line: string
  readonly isWeb: boolean
}

/** Scripts may call scripts; so many times is enough for anybody. */
const MOST_CALLS = 10

export function startedLints(bundle: Lintable): readonly Lint[] {
  if (bundle.source === 'war' || bundle.source === 'jar' || isElsewhere(bundle)) return []
  const json = packageJsonOf(bundle.texts)
  if (json?.isValid === false) return [invalidJson(bundle.given)]
  const procfile = bundle.texts.get('Procfile')
  if (procfile === undefined) return startScriptLints(bundle, json)
  const processes = processesOf(procfile)
  return [...webLints(processes, bundle), ...processes.flatMap((command) => commandLints(command, bundle, json))]
}

function startScriptLints(bundle: Lintable, json: PackageJson | undefined): readonly Lint[] {
  const line = json?.scripts.get('start')
  if (line === undefined) return []
  return commandLints({ where: 'start script of package.json', line, isWeb: true }, bundle, json)
}

/** Docker, Tomcat, PHP and Windows have their own ways. */
function isElsewhere({ entries, surroundings }: Lintable): boolean {
  const family = familyOf(surroundings)
  if (family !== undefined) return !starts[family].procfile
  return entries.some(({ path }) => starts.docker.files.test(path))
}

function invalidJson(given: string): Lint {
  const why = 'its package.json is not valid JSON'
  return { level: 'error', what: `Could not start what is in ${given}`, why, cure: 'Put it right.' }
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.build-proc.html */
function processesOf(procfile: string): readonly Command[] {
  return procfile
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, command] = /^([A-Za-z0-9_-]+):\s*(\S.*)$/.exec(line) ?? []
      return name && command
        ? [{ where: `process “${name}” of the Procfile`, line: command, isWeb: name === 'web' }]
        : []
    })
}

function webLints(processes: readonly Command[], { surroundings }: Lintable): readonly Lint[] {
  if (surroundings.tier === 'worker' || processes.some(({ isWeb }) => isWeb)) return []
  const why = 'it has no line “web: command”, and that is the process to which all requests go'
  return [{ level: 'warning', what: 'The Procfile may start nothing that answers', why, cure: 'Call the process web.' }]
}

function commandLints(command: Command, bundle: Lintable, json: PackageJson | undefined, calls = 0): readonly Lint[] {
  return startedBy(command.line).flatMap((started) =>
    started.kind === 'file'
      ? fileLints(started, command, bundle, json)
      : scriptLints(started, command, bundle, json, calls),
  )
}

function scriptLints(
  { name, sure }: Extract<Started, { kind: 'script' }>,
  { where }: Command,
  bundle: Lintable,
  json: PackageJson | undefined,
  calls: number,
): readonly Lint[] {
  const line = json?.scripts.get(name)
  if (line !== undefined && calls < MOST_CALLS) {
    return commandLints({ where: `script “${name}” of package.json`, line, isWeb: false }, bundle, json, calls + 1)
  }
  // Without a script of that name “npm start” runs server.js.
  const hasServer = name === 'start' && json !== undefined && bundle.entries.some(({ path }) => path === 'server.js')
  if (line !== undefined || !sure || hasServer) return []
  const why = json === undefined ? 'there is no package.json in the bundle' : `package.json has no script “${name}”`
  return [{ level: 'error', what: `Could not run the ${where}`, why, cure: 'Add it, or start the file itself.' }]
}

function fileLints(
  started: Extract<Started, { kind: 'file' }>,
  command: Command,
  bundle: Lintable,
  json: PackageJson | undefined,
): readonly Lint[] {
  if (isBehindLink(started.path, bundle) || isInstalled(started.path, bundle)) return []
  const entry = bundle.entries.find(({ path }) => started.candidates.includes(path))
  if (entry === undefined) return [missing(started.path, command, mayBeBuilt(bundle, json))]
  return entry.kind === 'file' && started.itself ? directLints(entry, command) : []
}

function missing(path: string, { where, line }: Command, built: boolean): Lint {
  return {
    level: built ? 'warning' : 'error',
    what: `Could not find ${path}`,
    why: `the ${where} starts it (${line}), and it is not in the bundle`,
    cure: built
      ? 'If nothing on the instances builds it, build before this step.'
      : 'Build before this step, and check what .ebignore names.',
  }
}

/** A program that is started by its own name, without an interpreter. */
function directLints({ path, mode, program }: BundleFile, { where }: Command): readonly Lint[] {
  const what = `Could not run ${path}`
  const told = `the ${where} starts it`
  const mayNot = `${told}, and its mode says that nobody may run it`
  const garbled = `${told}, and its first line ends as on Windows, so Linux finds no such interpreter`
  return [
    ...(mode === 0o755 ? [] : [error(what, mayNot, `Run chmod +x ${path} before it is packed.`)]),
    ...(program?.kind === 'script' && program.windowsLineEnd
      ? [error(what, garbled, `Save it with the line ends of Linux, and add “${path} text eol=lf” to .gitattributes.`)]
      : []),
  ]
}

function error(what: string, why: string, cure: string): Lint {
  return { level: 'error', what, why, cure }
}

/** Somewhere in what a link leads to, which is not looked at. */
function isBehindLink(path: string, { entries }: Lintable): boolean {
  const above = new Set(foldersAbove(path))
  return entries.some((entry) => entry.kind === 'link' && above.has(entry.path))
}

/** Packages that the instances install. */
function isInstalled(path: string, { entries }: Lintable): boolean {
  return path.startsWith('node_modules/') && !entries.some((entry) => entry.path.startsWith('node_modules/'))
}

/** Is there something that could still build it on the instances? */
function mayBeBuilt({ entries, texts }: Lintable, json: PackageJson | undefined): boolean {
  const hooks = /^\.platform\/hooks\/(?:prebuild|predeploy)\/|^Buildfile$|^(?:application|main)\.go$/
  const scripts = ['preinstall', 'install', 'postinstall', 'prepare', 'prestart']
  return (
    entries.some(({ path }) => hooks.test(path)) ||
    scripts.some((name) => json?.scripts.has(name)) ||
    [...texts].some(
      ([path, text]) => path.startsWith('.ebextensions/') && /^\s*"?(?:container_)?commands"?\s*:/m.test(text),
    )
  )
}
