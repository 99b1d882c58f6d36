// Packages of Node with machine code for another computer, because node_modules was installed on somebody's own.

import type { BundleFile, Lint, Lintable, Machine } from '../../bundle-model.ts'
import { listed } from '../listed.ts'
import { familyOf } from './platform.ts'

interface Native {
  readonly path: string
  /** The package it belongs to; packages that differ by nothing but the computer are one. */
  readonly family: string
  readonly fits: boolean
  readonly computer: string
}

/**
 * A family of packages is told when none of its machine code fits. Code that a package brought along ready-made may be
 * there for other computers alone and never be loaded; what was compiled while it was installed shows where that was.
 */
export function nativeLints({ entries, surroundings }: Lintable): readonly Lint[] {
  if (familyOf(surroundings) === 'windows') return []
  const natives = entries.flatMap((entry) => nativeOf(entry.kind === 'file' ? entry : undefined, surroundings.machine))
  const families = [...Map.groupBy(natives, ({ family }) => family).values()]
  const wrong = families.filter((family) => !family.some(({ fits }) => fits))
  const [compiled, brought] = [wrong.filter(isCompiled), wrong.filter((family) => !isCompiled(family))]
  return [...lint('error', compiled), ...lint('warning', brought)]
}

/** https://github.com/nodejs/node-gyp leaves it there. */
function isCompiled(family: readonly Native[]): boolean {
  return family.some(({ path }) => /\/build\/(?:Release|Debug)\//.test(path))
}

const inPackage = /^(?:.*\/)?node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)\/.*\.node$/

function nativeOf(file: BundleFile | undefined, machine: Machine | undefined): readonly Native[] {
  const name = inPackage.exec(file?.path ?? '')?.groups?.name
  if (file === undefined || name === undefined || file.program?.kind !== 'binary') return []
  const { system, machines } = file.program
  const fits = system === 'linux' && (machine === undefined || machines.includes(machine))
  return [{ path: file.path, family: familyName(name), fits, computer: `${systems[system]} (${machines.join(', ')})` }]
}

const systems = { linux: 'Linux', macos: 'macOS', windows: 'Windows' } as const

/** `@img/sharp-darwin-arm64` and `@img/sharp-linux-x64` are `@img/sharp`. */
function familyName(name: string): string {
  return name.replace(/[-.](?:darwin|macos|linux|linuxmusl|win32|windows|freebsd|android)\b.*$/, '')
}

function lint(level: Lint['level'], families: readonly (readonly Native[])[]): readonly Lint[] {
  const [first] = families.flat()
  if (first === undefined) return []
  return [
    {
      level,
      what: `Could not load ${listed(families.flatMap((family) => family.slice(0, 1)).map(({ path }) => path))} on the instances`,
      why: `it is machine code for ${first.computer}, and there is none for them`,
      cure:
        'Run npm ci on the kind of machine that the instances are, in the job that deploys, ' +
        'or add node_modules/ to .ebignore: then the instances install what package-lock.json says.',
    },
  ]
}
