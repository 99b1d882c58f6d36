// The folder is found as each framework leaves its workspace, and what is no built site is refused with the likely cure.

import { mkdir, symlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { findFolder } from '../../../src/site/read/folder.ts'
import { folderOf } from '../support/folder.ts'

type Tree = readonly string[] | Readonly<Record<string, string>>

const filesOf = (tree: Tree): Readonly<Record<string, string>> =>
  Array.isArray(tree) ? Object.fromEntries(tree.map((path) => [path, '{}'])) : { ...(tree as Record<string, string>) }

async function found(tree: Tree, given?: string): Promise<string> {
  await using workspace = await folderOf(filesOf(tree))
  return relative(workspace.path, await findFolder(workspace.path, given)).replaceAll('\\', '/') || '.'
}

async function refused(tree: Tree, given?: string): Promise<string> {
  await using workspace = await folderOf(filesOf(tree))
  const failure = await findFolder(workspace.path, given).then(
    (folder) => `found ${folder}`,
    (error: Error) => error.message,
  )
  return failure.replaceAll(workspace.path, '<workspace>')
}

const angular = (outputPath?: unknown, more: object = {}) =>
  JSON.stringify({ projects: { shop: { architect: { build: { options: { outputPath }, ...more } } } } })

const workspaces: Readonly<Record<string, readonly [Tree, string]>> = {
  'Angular with the default output': [
    { 'angular.json': angular(), 'dist/shop/browser/index.html': '', 'dist/shop/3rdpartylicenses.txt': '' },
    'dist/shop/browser',
  ],
  'Angular with an output path': [
    { 'angular.json': angular('out/web'), 'out/web/browser/index.html': '' },
    'out/web/browser',
  ],
  'Angular’s webpack builder': [{ 'angular.json': angular('dist/web'), 'dist/web/index.html': '' }, 'dist/web'],
  'Angular without a browser folder': [
    { 'angular.json': angular({ base: 'dist/web', browser: '' }), 'dist/web/index.html': '', 'dist/web/media/x': '' },
    'dist/web',
  ],
  'Angular with another browser folder': [
    { 'angular.json': angular({ base: 'dist/web', browser: 'public' }), 'dist/web/public/index.html': '' },
    'dist/web/public',
  ],
  'Angular with prerendering': [
    { 'angular.json': angular(), 'dist/shop/browser/index.csr.html': '', 'dist/shop/server/index.server.html': '' },
    'dist/shop/browser',
  ],
  'Angular with languages': [
    { 'angular.json': angular(), 'dist/shop/browser/de/index.html': '', 'dist/shop/browser/en-US/index.html': '' },
    'dist/shop/browser',
  ],
  'Angular with two projects, one of them built': [
    { 'angular.json': '{"projects":{"shop":{},"admin":{}}}', 'dist/admin/browser/index.html': '' },
    'dist/admin/browser',
  ],
  'Angular’s configuration with comments': [
    { 'angular.json': `// ours\n${angular('www')}/* end */`, 'www/browser/index.html': '' },
    'www/browser',
  ],
  'Angular whose production builds elsewhere': [
    {
      'angular.json': angular('dist/dev', {
        defaultConfiguration: 'production',
        configurations: { production: { outputPath: 'dist/prod' } },
      }),
      'dist/dev/browser/index.html': '',
      'dist/prod/browser/index.html': '',
    },
    'dist/prod/browser',
  ],
  'Angular below another project': [['package.json', 'dist/apps/shop/browser/index.html'], 'dist/apps/shop/browser'],
  'Vite, whose own index.html is source': [
    ['package.json', 'index.html', 'public/logo.png', 'dist/index.html'],
    'dist',
  ],
  'Create React App, whose public/index.html is source': [
    ['package.json', 'public/index.html', 'build/index.html'],
    'build',
  ],
  'Next, whose server keeps pages too': [['package.json', '.next/server/app/index.html', 'out/index.html'], 'out'],
  Nuxt: [['package.json', '.output/public/index.html', '.output/server/index.mjs'], '.output/public'],
  SvelteKit: [
    ['package.json', '.svelte-kit/output/prerendered/index.html', 'build/index.html', 'static/x.png'],
    'build',
  ],
  VitePress: [['package.json', '.vitepress/dist/index.html', 'index.md'], '.vitepress/dist'],
  'VitePress in docs': [['package.json', 'docs/.vitepress/dist/index.html'], 'docs/.vitepress/dist'],
  'Eleventy and Jekyll': [['package.json', '_config.yml', 'index.html', '_site/index.html'], '_site'],
  'React Router': [['package.json', 'build/client/index.html', 'build/server/index.js'], 'build/client'],
  Gatsby: [['package.json', 'gatsby-config.js', 'public/index.html'], 'public'],
  Hugo: [['hugo.toml', 'public/index.html', 'static/x.png'], 'public'],
  'older Hugo and Zola': [['package.json', 'config.toml', 'content/a.md', 'public/index.html'], 'public'],
  MkDocs: [['mkdocs.yml', 'site/index.html'], 'site'],
  'a library with its own dist and a site': [['package.json', 'dist/index.js', 'out/index.html'], 'out'],
  'pages by hand in the root': [['index.html', 'about.html', 'README.md'], '.'],
  'pages by hand in public': [['public/index.html', 'README.md'], 'public'],
}

test.each(Object.entries(workspaces))('%s', async (_, [tree, folder]) => {
  expect(await found(tree)).toBe(folder)
})

test('a folder that is a link to another is the same site', async () => {
  await using workspace = await folderOf({ 'package.json': '', '.output/public/index.html': '' })
  await symlink(workspace.at('.output/public'), workspace.at('dist'), 'junction')
  expect(await findFolder(workspace.path, undefined)).toBe(workspace.at('.output/public'))
})

test('what is given is taken, relative to the workspace or not', async () => {
  await using workspace = await folderOf({ 'dist/index.html': '', 'build/index.html': '' })
  for (const given of ['dist', './dist/', workspace.at('dist')]) {
    expect(await findFolder(workspace.path, given)).toBe(join(workspace.path, 'dist'))
  }
})

test('a folder of languages may be given', async () => {
  expect(await found(['web/de/index.html', 'web/fr/index.html'], 'web')).toBe('web')
})

test('a folder without index.html is refused, with where one is', async () => {
  expect(await refused(['dist/shop/browser/index.html', 'dist/shop/3rdpartylicenses.txt'], 'dist/shop')).toBe(
    'Could not deploy dist/shop: it has no index.html, only browser/, 3rdpartylicenses.txt. A site lies in dist/shop/browser: set “folder: dist/shop/browser”.',
  )
})

test('a folder that is no site at all is refused', async () => {
  expect(await refused(['lib/main.js'], 'lib')).toBe(
    'Could not deploy lib: it has no index.html, only main.js. Set folder to where the build puts index.html.',
  )
  expect(await refused(['lib/main.js'], 'dits')).toMatch(/^Could not deploy dits: there is no such folder/)
})

test('an application’s folder of three letters is no language', async () => {
  expect(await refused(['dist/spa/index.html'], 'dist')).toContain('set “folder: dist/spa”')
})

test('an empty folder is refused', async () => {
  await using workspace = await folderOf({})
  await mkdir(workspace.at('dist'))
  await expect(findFolder(workspace.path, 'dist')).rejects.toThrow('or it is empty')
})

test('more than one site is an error that lists them', async () => {
  expect(await refused(['package.json', 'dist/index.html', 'build/index.html'])).toBe(
    'Could not tell which folder to deploy: there are built sites in dist, build. Set folder to one of them, such as “folder: dist”.',
  )
  const two = {
    'angular.json': '{"projects":{"shop":{},"admin":{}}}',
    'dist/shop/browser/index.html': '',
    'dist/admin/browser/index.html': '',
  }
  expect(await refused(two)).toContain('built sites in dist/shop/browser, dist/admin/browser')
})

test.each([
  ['a Vite project that was not built', ['package.json', 'index.html', 'vite.config.ts']],
  ['a React project that was not built', ['package.json', 'public/index.html']],
  ['a Next project that was not exported', ['package.json', '.next/server/app/index.html']],
  ['a Jekyll project that was not built', ['_config.yml', 'index.html']],
])('%s is no site', async (_, tree) => {
  expect(await refused(tree)).toMatch(/^Could not find the built site: .*Build the site before this step/)
})

test('a site in a folder of the workspace is pointed to', async () => {
  expect(await refused(['package.json', 'apps/web/package.json', 'apps/web/dist/index.html'])).toContain(
    'set “folder: apps/web/dist”',
  )
})

test('an angular.json that cannot be read is told', async () => {
  expect(await refused({ 'angular.json': '{"projects":' })).toBe(
    'Could not read angular.json: it is not valid JSON. Put it right, or set folder to the built site.',
  )
})

test('the sources of a project are refused, with what shows that they are', async () => {
  await using workspace = await folderOf({
    'package.json': '{}',
    'index.html': '<!doctype html><script type="module" src="/src/main.ts"></script>',
    'src/main.ts': '',
  })
  await expect(findFolder(workspace.path, '.')).rejects.toThrow(
    'Could not deploy .: its index.html loads /src/main.ts, a source file. Build the project before this step',
  )
})

test('the sources of a project are refused, with where their build lies', async () => {
  await using workspace = await folderOf({ 'package.json': '{}', 'index.html': 'source', 'dist/index.html': 'built' })
  await expect(findFolder(workspace.path, '.')).rejects.toThrow(
    'Could not deploy .: it holds the sources of a project. The built site lies in dist: set folder to it.',
  )
})

test('a site written by hand may have a package.json beside it', async () => {
  await using workspace = await folderOf({ 'package.json': '{}', 'index.html': '<script src="app.js"></script>' })
  expect(await findFolder(workspace.path, '.')).toBe(workspace.path)
})
