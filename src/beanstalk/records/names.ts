// The names of the objects that lie beside the bundles.

/** The history of an environment, relative to the place of its state. */
export const HISTORY = 'history.json'

/** Where the state of an environment lies, as in `.colt-deploy/colt-api/api-prod/`. */
export function statePlace(application: string, environment: string): string {
  return `.colt-deploy/${application}/${environment}/`
}

/** The key of a bundle, as in `colt-api/api-prod/<identity>.zip`. */
export function bundleKey(application: string, environment: string, identity: string): string {
  return `${application}/${environment}/${identity}.zip`
}
