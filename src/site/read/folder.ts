// Finds the folder of the built site: the one that is given, or the one that the project's own build wrote.

import { realpath } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { Failure } from '../../shared/failure.ts'
import { angularOutputs } from './angular.ts'
import { generatorOutputs, isSource, outputs } from './frameworks.ts'
import { isSite, look, sitesIn, sourceIn } from './site-folder.ts'

/** How deep a site may lie in an output folder: `dist/apps/shop/browser`. */
const depth = 3

/** @throws {Failure} where there is no built site, or more than one. */
export async function findFolder(workspace: string, given: string | undefined): Promise<string> {
  const top = resolve(workspace)
  if (given !== undefined) return await checked(top, resolve(top, given), given)
  const [first, ...others] = await candidates(top)
  if (first === undefined) throw await nothingFound(top)
  if (others.length > 0) throw tooMany([first, ...others].map((folder) => shown(top, folder)))
  return first
}

/** The surest first: what Angular is told, what builds write, what a generator writes, what people wrote by hand. */
async function candidates(top: string): Promise<readonly string[]> {
  const ways = [angularSites, builtSites, generatedSites, writtenSites]
  for (const way of ways) {
    const found = await way(top)
    if (found.length > 0) return found
  }
  return []
}

async function angularSites(top: string): Promise<readonly string[]> {
  const projects = await angularOutputs(top)
  const sites = await Promise.all(projects.map((folders) => firstSite(folders)))
  return [...new Set(sites.filter((site) => site !== undefined))]
}

async function firstSite(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) if (await isSite(folder)) return folder
  return undefined
}

async function builtSites(top: string): Promise<readonly string[]> {
  const sites = await Promise.all(outputs.map((output) => sitesIn(join(top, output), depth)))
  return await distinct(sites.flat())
}

/** Nuxt links `dist` to `.output/public`. */
async function distinct(folders: readonly string[]): Promise<readonly string[]> {
  const places = await Promise.all(folders.map(async (folder) => ({ folder, place: await realpath(folder) })))
  return places
    .filter(({ place }, at) => at === places.findIndex((other) => other.place === place))
    .map(({ folder }) => folder)
}

async function generatedSites(top: string): Promise<readonly string[]> {
  const folders = (await generatorOutputs(top)).map((output) => join(top, output))
  const sites = await Promise.all(folders.map((folder) => sitesIn(folder, 0)))
  return sites.flat()
}

async function writtenSites(top: string): Promise<readonly string[]> {
  if (await isSource(top)) return []
  const inPublic = await sitesIn(join(top, 'public'), 0)
  return inPublic.length > 0 ? inPublic : await sitesIn(top, 0)
}

async function checked(top: string, folder: string, given: string): Promise<string> {
  if (await isSite(folder)) return await notSource(top, folder, given)
  const { files, folders } = await look(folder)
  const below = (await sitesIn(folder, depth)).map((site) => shown(top, site))
  throw new Failure(`Could not deploy ${given}`, {
    why:
      files.length + folders.length === 0
        ? 'there is no such folder, or it is empty'
        : `it has no index.html, only ${inside(files, folders)}`,
    hint:
      below.length > 0
        ? `A site lies in ${below.join(' and in ')}: set “folder: ${below[0]}”.`
        : 'Set folder to where the build puts index.html.',
  })
}

/** The sources of many projects begin with an `index.html` too, which no browser can run. */
async function notSource(top: string, folder: string, given: string): Promise<string> {
  const built = (await isSource(folder)) ? await builtSites(folder) : []
  const loads = await sourceIn(folder)
  if (built.length === 0 && loads === undefined) return folder
  throw new Failure(`Could not deploy ${given}`, {
    why: loads === undefined ? 'it holds the sources of a project' : `its index.html loads ${loads}, a source file`,
    hint:
      built.length > 0
        ? `The built site lies in ${built.map((site) => shown(top, site)).join(' and in ')}: set folder to it.`
        : 'Build the project before this step, and set folder to where the build lies.',
  })
}

function tooMany(folders: readonly string[]): Failure {
  return new Failure('Could not tell which folder to deploy', {
    why: `there are built sites in ${folders.join(', ')}`,
    hint: `Set folder to one of them, such as “folder: ${folders[0]}”.`,
  })
}

async function nothingFound(top: string): Promise<Failure> {
  const { files, folders } = await look(top)
  const near = [...new Set(await sitesBelow(top, folders))].map((site) => shown(top, site)).slice(0, 5)
  return new Failure('Could not find the built site', {
    why: `no build has left an index.html in ${top}, which holds ${inside(files, folders)}`,
    hint:
      near.length > 0
        ? `There is one in ${near.join(', ')}: set “folder: ${near[0]}”.`
        : 'Build the site before this step, or set folder to where it lies.',
  })
}

/** Output folders of projects one or two levels down. */
async function sitesBelow(top: string, folders: readonly string[]): Promise<readonly string[]> {
  const ones = folders.filter((name) => name !== 'node_modules' && !name.startsWith('.')).map((name) => join(top, name))
  const twos = await Promise.all(ones.map(async (one) => (await look(one)).folders.map((name) => join(one, name))))
  return (await Promise.all([...ones, ...twos.flat()].map(builtSites))).flat()
}

function shown(top: string, folder: string): string {
  const path = relative(top, folder)
  return path === '' ? '.' : path.startsWith('..') ? folder : path.split(sep).join('/')
}

/** The first few names, folders first. */
function inside(files: readonly string[], folders: readonly string[]): string {
  const names = [...folders.map((name) => `${name}/`), ...files]
  const more = names.length > 8 ? ` and ${names.length - 8} more` : ''
  return names.length === 0 ? 'nothing' : names.slice(0, 8).join(', ') + more
}
