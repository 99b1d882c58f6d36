// Real files in a folder that goes away with the test.

import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface TestFolder extends AsyncDisposable {
  /** Its real path. */
  readonly path: string
  /** Where a file of it lies. */
  at(path: string): string
}

/** Writes these files, by their paths, into a new folder: `await using site = await folderOf({ 'index.html': '…' })`. */
export async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<TestFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'colt-deploy-test-')))
  for (const [name, content] of Object.entries(files)) {
    const location = join(path, name)
    await mkdir(dirname(location), { recursive: true })
    await writeFile(location, content)
  }
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}
