// Builds of one small site: pages, scripts that load each other, names with hashes, and files that keep their names.

import { createHash } from 'node:crypto'

/** Text by path, as a bundler writes it. */
export type Build = Readonly<Record<string, string>>

/**
 * The build of a version. Every third shares a chunk, every second a lazy one; a file that keeps its name loads a chunk
 * of its own version, another one that of all odd or all even versions; odd ones have two pages more, one of them always the
 * same, even ones a service worker.
 */
export function build(version: number): Build {
  const [pair, triple] = [Math.floor(version / 2), Math.floor(version / 3)]
  const deep = hashed('chunk', `export const deep = ${triple}`)
  const lazy = hashed('chunk', `import './${deep.name}'; export const lazy = ${pair}`)
  const feature = hashed('chunk', `import './${deep.name}'; export const feature = ${version}`)
  const season = hashed('chunk', `export const season = ${version % 2}`)
  const main = hashed(
    'main',
    `import './config.js'; import './season.js'; import('./${lazy.name}'); console.log(${version})`,
  )
  const page = (title: string, up = ''): string =>
    `<!doctype html><title>${title}</title><link rel="stylesheet" href="${up}theme.css">` +
    `<script type="module" src="${up}${main.name}"></script><img src="${up}logo.svg">`
  return {
    ...Object.fromEntries([deep, lazy, feature, season, main].map(({ name, text }) => [name, text])),
    'config.js': `import('./${feature.name}')`,
    'season.js': `import('./${season.name}')`,
    'theme.css': `a { order: ${pair} }`,
    'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'index.html': page(`Home ${version}`),
    'docs/index.html': page(`Docs ${version}`, '../'),
    'legal.html': `<!doctype html><title>Legal ${triple}</title><img src="logo.svg">`,
    ...(version % 2 === 1
      ? {
          'news.html': page(`News ${version}`),
          'offer.html': '<!doctype html><title>Offer</title><img src="logo.svg">',
        }
      : { 'ngsw.json': `{"timestamp":${version}}` }),
  }
}

/** Has the name of this file a hash? */
export function isHashed(path: string): boolean {
  return /-[A-Z2-7]{8}\.js$/.test(path)
}

/** `chunk-ABCDEFGH.js`, as Angular's bundler names it. */
function hashed(stem: string, text: string): { readonly name: string; readonly text: string } {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const digest = createHash('sha256').update(text).digest()
  const hash = Array.from(digest.subarray(0, 8), (byte) => letters[byte % letters.length]).join('')
  return { name: `${stem}-${hash}.js`, text }
}
