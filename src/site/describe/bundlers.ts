// The bundlers we know: what gives each away, which folder is its own, and what its hashes look like.

/** Finds the hash at the end of a name, or of a part of it between dots. */
export type Shape = RegExp

/** `main-6JLMM7WW`: esbuild, and Angular with it. */
export const base32: Shape = /(?:^|[-._])([A-Z2-7]{8})$/
/** `Products-B5gngA5_`: Rollup, Rolldown, Vite. Astro adds a second one for the size of a picture. */
export const base64url: Shape = /(?:^|[-._])([\w-]{8})$|^([\w-]{8}_[\w-]{4,8})$/
/** `main.3f2a1b4c`, `a3199f412e03309c1b70`: webpack, Rspack, Parcel, older Vite; Next's fonts end in `-s`. */
export const hex: Shape = /(?:^|[-._~])([0-9a-f]{8,128})(?:-s)?$/
/** `turbopack-2u1d16houkiyo`: Next with Turbopack. */
const base36: Shape = /(?:^|-)([a-z0-9_~-]{13})$/
/** `_nuxt/3f2a1b4`: Nuxt 2. */
const hex7: Shape = /(?:^|[-._])([0-9a-f]{7})$/

export interface Bundler {
  readonly name: string
  /** Paths that give it away, one of each; what comes before them is the root of its site. */
  readonly signs: readonly RegExp[]
  /** Paths below that root which are its own output. */
  readonly output: RegExp
  readonly shapes: readonly Shape[]
  /** Does it share the folder with files that people put there? */
  readonly shared: boolean
  /** Is the folder often another one by its settings? Then the rest of the root is judged as if nothing were known. */
  readonly movable?: boolean
  /** Do its pictures carry hashes of the same signs as its scripts? */
  readonly alike?: boolean
}

/** Where two of them claim a root, the first has it. */
export const bundlers: readonly Bundler[] = [
  alone('SvelteKit', /_app\/immutable\//, [base64url, hex]),
  alone('Next', /_next\/static\//, [hex, base36, base64url]),
  alone('Nuxt', /_nuxt\/(?!builds\/)/, [base64url, hex, hex7]),
  alone('Astro', /_astro\//, [base64url, hex]),
  {
    name: 'Docusaurus',
    signs: [/assets\/js\/runtime~main\.[0-9a-f]{8}\.js$/],
    output: /^assets\/(?:js|css|images|files|fonts|medias)\//,
    shapes: [hex],
    shared: false,
  },
  {
    name: 'Gatsby',
    signs: [/page-data\/app-data\.json$/],
    output: /^(?:[^/]+\.(?:js|css)$|static\/)/,
    shapes: [hex],
    shared: true,
  },
  {
    name: 'Angular',
    signs: [
      /main(?:-[A-Z2-7]{8})?\.js$/,
      /(?:(?:chunk|polyfills|scripts)(?:-[\w-]{8})?\.js|styles(?:-[\w-]{8})?\.css|ngsw\.json)$/,
    ],
    output: /^(?:[^/]+\.(?:js|css)$|media\/)/,
    shapes: [base32, base64url],
    shared: true,
  },
  {
    name: 'Create React App or Rsbuild',
    signs: [/static\/js\/[\w~-]+\.[0-9a-f]{8,10}\.js$/],
    output: /^static\/(?:js|css|media|image|svg|font|wasm|assets)\//,
    shapes: [hex],
    shared: false,
  },
  {
    name: 'Qwik',
    signs: [/q-manifest\.json$/],
    output: /^(?:build|assets)\//,
    shapes: [base64url, hex],
    shared: true,
    alike: true,
  },
  {
    name: 'Vite',
    signs: [/assets\/(?:[^/]+\/)*[^/]*[-.][\w-]{8}\.js$/],
    output: /^assets\//,
    shapes: [base64url, hex],
    shared: true,
    alike: true,
    movable: true,
  },
]

/** Whatever is below no root of theirs: the shapes of all. */
export const anyShape: readonly Shape[] = [hex, base32, base64url]

/** A bundler whose folder gives it away, and which nobody else writes to. */
function alone(name: string, folder: RegExp, shapes: readonly Shape[]): Bundler {
  return { name, signs: [folder], output: new RegExp(`^${folder.source}`), shapes, shared: false }
}
