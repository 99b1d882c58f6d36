// Builds on disk, laid out once for all tests of a file.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'
import { type Build, build } from './builds.ts'

const there = new Map<number, Promise<string>>()

afterAll(async () => {
  for (const workspace of there.values()) await rm(await workspace, { recursive: true, force: true })
})

/** A workspace whose `dist/` holds the build of that version. */
export function workspaceOf(version: number): Promise<string> {
  const workspace = there.get(version) ?? layOut(build(version))
  there.set(version, workspace)
  return workspace
}

async function layOut(files: Build): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'build-'))
  for (const [path, text] of Object.entries(files)) {
    const file = join(workspace, 'dist', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return workspace
}
