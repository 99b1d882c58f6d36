// Where Angular's own configuration says that it builds to.

import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import jsTokens from 'js-tokens'
import { Failure } from '../../shared/failure.ts'

/** For each project, the folders where its site may lie: the first of them that holds one is it. */
export type Outputs = readonly (readonly string[])[]

/** No projects where there is no `angular.json`. */
export async function angularOutputs(workspace: string): Promise<Outputs> {
  const text = await readFile(join(workspace, 'angular.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return []
  const projects = Object.entries(record(record(parsed(text)).projects))
  return projects.map(([name, project]) => outputsOf(name, record(project)).map((path) => resolve(workspace, path)))
}

/** Angular allows comments in it. */
function parsed(text: string): unknown {
  const tokens = [...jsTokens(text.replace(/^\uFEFF/, ''))].filter(({ type }) => !type.endsWith('Comment'))
  try {
    return JSON.parse(tokens.map(({ value }) => value).join(''))
  } catch (error) {
    throw new Failure('Could not read angular.json', {
      why: 'it is not valid JSON',
      hint: 'Put it right, or set folder to the built site.',
      cause: error,
    })
  }
}

/** What the configuration that builds by default says comes first, other configurations last. */
function outputsOf(name: string, project: Readonly<Record<string, unknown>>): readonly string[] {
  const build = record(record(project.architect ?? project.targets).build)
  const configurations = record(build.configurations)
  const usual = record(configurations[String(build.defaultConfiguration ?? 'production')]).outputPath
  const first = usual ?? record(build.options).outputPath ?? `dist/${name}`
  const others = Object.values(configurations).map((options) => record(options).outputPath)
  return [...new Set([first, ...others].flatMap(foldersOf))]
}

/** A path, or `{ base, browser }`; the application builder puts what browsers get into a folder of its own. */
function foldersOf(outputPath: unknown): readonly string[] {
  if (typeof outputPath === 'string') return [join(outputPath, 'browser'), outputPath]
  const { base, browser } = record(outputPath)
  if (typeof base !== 'string') return []
  return typeof browser === 'string' ? [join(base, browser)] : [join(base, 'browser'), base]
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
