// The kinds of built files, as far as their names tell: pages, payloads, workers, manifests, code.

export function isPage(path: string): boolean {
  return /\.(?:html?|xhtml)$/i.test(path)
}

export function isCode(path: string): boolean {
  return /\.(?:[cm]?js|css)$/i.test(path)
}

export function isSourceMap(path: string): boolean {
  return /\.map$/i.test(path)
}

/** A service worker, or a script that it brings in: a browser must find the newest one under its fixed address. */
export function isServiceWorker(path: string): boolean {
  if (!/js$/i.test(path)) return false
  const name = baseName(path)
  return (
    /^(?:ngsw-worker|safety-worker|worker-basic(?:\.min)?)\.js$/i.test(name) ||
    /(?:^|[-_.])(?:sw|service[-_]?worker)(?:[-_.]|$)(?:.*[-_.])?[cm]?js$/i.test(name) ||
    /^(?:OneSignalSDK(?:Updater)?Worker|registerSW|partytown-sw)\.js$/i.test(name)
  )
}

/** A list of everything there is, written by a bundler for other tools: it proves nothing of any one file. */
export function isManifest(path: string): boolean {
  return (
    /(?:^|\/)(?:workbox|precache-manifest)[-.][^/]*\.js$/.test(path) ||
    /(?:^|\/)_next\/static\/[^/]+\/_\w*[mM]anifest\.js$/.test(path)
  )
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
