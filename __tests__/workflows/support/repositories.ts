// The repositories that workflows use: this one by its version, and stand-ins for what others publish.

import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { beginRepository, commitTo } from './git.ts'

const root = resolve(import.meta.dirname, '../../..')
const workflows = join(root, '.github/workflows')
const OWN = 'coltpay/colt-deploy'

/** Folders by `owner/name@ref`, for every reference in the shipped workflows. */
export async function usedRepositories(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = new Set((await Promise.all((await shipped()).map(references))).flat())
  const made = [...names]
    .filter((name) => !name.startsWith('actions/checkout@'))
    .map(async (name) => {
      const place = join(folder, name.replace(/\W+/g, '-'))
      await mkdir(place, { recursive: true })
      await (name.startsWith(`${OWN}@`) ? ourselves(place) : standIn(place, name))
      beginRepository(place, name.split('@')[0] ?? name)
      commitTo(place, 'main')
      return [name, place] as const
    })
  return new Map(await Promise.all(made))
}

async function shipped(): Promise<readonly string[]> {
  const names = await readdir(workflows)
  const read = names.map(async (name) => await readFile(join(workflows, name), 'utf8'))
  return (await Promise.all(read)).filter((text) => text.includes('workflow_call:'))
}

/** `uses: owner/name/path@ref` → `owner/name@ref` */
async function references(text: string): Promise<readonly string[]> {
  return [...text.matchAll(/\buses: ([\w.-]+\/[\w.-]+)[^@\s]*@(\S+)/g)].map(([, name, ref]) => `${name}@${ref}`)
}

/** What a release of this repository has of use to others. */
async function ourselves(place: string): Promise<void> {
  for (const path of ['action.yml', 'beanstalk/action.yml', 'target/action.yml', 'dist', '.github/workflows']) {
    await cp(join(root, path), join(place, path), { recursive: true })
  }
}

async function standIn(place: string, name: string): Promise<void> {
  const action = basename(name.split('@')[0] ?? '')
  const actions = join(root, 'local/actions')
  await cp(join(actions, `${action}.yml`), join(place, 'action.yml'))
  for (const file of [`${action}.ts`, 'step.ts']) await cp(join(actions, file), join(place, file))
  await writeFile(join(place, 'package.json'), '{ "type": "module" }\n')
}
