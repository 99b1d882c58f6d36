// Angular's ngsw.json: which files the service worker loads, and the SHA-1 that each of them must have.

import { Failure } from '../../shared/failure.ts'
import { counted, named } from '../../shared/printable.ts'

export interface WorkerManifest {
  /** Relative to the folder, as are those of its files. */
  readonly path: string
  /** SHA-1 in lower-case hex, by path. */
  readonly hashes: ReadonlyMap<string, string>
}

/**
 * @param has whether there is a file of that path: addresses may be encoded
 * @throws {Failure} where it is no JSON: the worker could not read it either.
 */
export function workerManifest(path: string, text: string, has: (path: string) => boolean): WorkerManifest {
  const { index, hashTable } = fieldsOf(path, text)
  const base = folderOf(index)
  const folder = folderOf(path)
  const hashes = new Map<string, string>()
  for (const [address, sha1] of Object.entries(hashTable)) {
    // The base href of the build; what does not lie below it is none of its files.
    if (!address.startsWith(base)) continue
    const plain = folder + address.slice(base.length)
    hashes.set(has(plain) ? plain : decoded(plain), sha1)
  }
  return { path, hashes }
}

/** A worker that finds other bytes than these serves nobody: what does not match its own files is not deployed. */
export function mismatchOf(
  { path, hashes }: WorkerManifest,
  files: ReadonlyMap<string, { readonly sha1?: string | undefined }>,
): Failure | undefined {
  const wrong = [...hashes].filter(([name, sha1]) => files.get(name)?.sha1 !== sha1).map(([name]) => name)
  if (wrong.length === 0) return undefined
  const missing = wrong.filter((name) => !files.has(name))
  const changed = wrong.filter((name) => files.has(name))
  return new Failure(`Could not deploy ${path}`, {
    why: `${counted(wrong.length, 'file')} of its hash table ${wrong.length === 1 ? 'does' : 'do'} not match the build`,
    hint: [
      ...(changed.length > 0 ? [`Changed after the build: ${named(changed)}. Change files before \`ng build\`.`] : []),
      ...(missing.length > 0 ? [`Not deployed: ${named(missing)}. Does \`exclude\` or \`purge\` leave them out?`] : []),
      'With such a table browsers that have the service worker get no update.',
    ].join(' '),
  })
}

interface Fields {
  readonly index: string
  readonly hashTable: Readonly<Record<string, string>>
}

function fieldsOf(path: string, text: string): Fields {
  const parsed = parse(path, text)
  const fields = typeof parsed === 'object' && parsed !== null ? parsed : {}
  const table =
    'hashTable' in fields && typeof fields.hashTable === 'object' ? Object.entries(fields.hashTable ?? {}) : []
  const hashes = table.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return {
    index: 'index' in fields && typeof fields.index === 'string' ? fields.index : '/index.html',
    hashTable: Object.fromEntries(hashes.map(([url, sha1]) => [url, sha1.toLowerCase()])),
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const hint = 'Build again; the service worker could not read it either.'
    throw new Failure(`Could not deploy ${path}`, { why: 'it is not valid JSON', hint, cause })
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
