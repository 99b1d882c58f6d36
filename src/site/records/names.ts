// The names of the objects that lie beside a site.

/** Holds the state of every site of a bucket. */
export const STATE_FOLDER = '.colt-deploy'

/** The record of what is live. As all names below, it is relative to the place of the state. */
export const CURRENT = 'current.json'

/** Where the state of a prefix lies: `.colt-deploy/dist/`, and `.colt-deploy/-/` for a site that has the whole bucket. */
export function statePlace(prefix: string): string {
  return `${STATE_FOLDER}/${prefix === '' ? '-' : prefix}/`
}

/** `releases/00000007.json`; eight digits, so that names sort as releases follow each other. */
export function releaseName(sequence: number): string {
  return `releases/${String(sequence).padStart(8, '0')}.json`
}

/** The sequence in the name of a release's record; undefined for every other name, those of nested prefixes included. */
export function sequenceOf(name: string): number | undefined {
  const sequence = Number(name.slice('releases/'.length, -'.json'.length))
  return Number.isSafeInteger(sequence) && releaseName(sequence) === name ? sequence : undefined
}

export function keptName(sha256: string): string {
  return `kept/${sha256}`
}

/** The hash in the name of kept content; undefined for every other name. */
export function hashOfKept(name: string): string | undefined {
  return /^kept\/([0-9a-f]{64})$/.exec(name)?.[1]
}
