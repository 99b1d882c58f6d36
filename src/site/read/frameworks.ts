// Where frameworks build to, and what tells a source from a site.

import { look } from './site-folder.ts'

/** Folders that only a build writes. */
export const outputs = [
  '.output/public',
  'dist',
  'build',
  'out',
  '.vitepress/dist',
  'docs/.vitepress/dist',
  '_site',
  'www',
] as const

/** Generators that write to a folder which is a source to all others. */
const generators: readonly { readonly sign: RegExp; readonly output: string }[] = [
  { sign: /^gatsby-config\.[cm]?[jt]s$/, output: 'public' },
  { sign: /^hugo\.(?:toml|ya?ml|json)$/, output: 'public' },
  { sign: /^_config\.(?:hexo|landscape|next)[\w.-]*\.yml$/, output: 'public' },
  { sign: /^mkdocs\.ya?ml$/, output: 'site' },
  { sign: /^book\.toml$/, output: 'book' },
]

/** Zola and older Hugo share the name of their configuration; a folder beside it tells that it is theirs. */
const generatorFolders: readonly { readonly file: RegExp; readonly folders: readonly string[] }[] = [
  { file: /^config\.(?:toml|ya?ml|json)$/, folders: ['content', 'archetypes', 'templates', 'themes', 'layouts'] },
]

/** The folders that a generator, by its own configuration in the workspace, builds to. */
export async function generatorOutputs(workspace: string): Promise<readonly string[]> {
  const { files, folders } = await look(workspace)
  const named = generators.filter(({ sign }) => files.some((name) => sign.test(name))).map(({ output }) => output)
  const shared = generatorFolders.some(
    ({ file, folders: beside }) =>
      files.some((name) => file.test(name)) && beside.some((name) => folders.includes(name)),
  )
  return [...new Set(shared ? [...named, 'public'] : named)]
}

/** Does the workspace hold sources that have to be built? Then its own pages, and those in `public/`, are none of the site. */
export async function isSource(workspace: string): Promise<boolean> {
  const { files } = await look(workspace)
  return files.some((name) =>
    /^package\.json$|^(?:ts|js)config.*\.json$|\.config\.[cm]?[jt]s$|^_config\.yml$|^Gemfile$/.test(name),
  )
}
