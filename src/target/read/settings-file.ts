// The settings file, as it lies in the checked-out repository.

import { readFile } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { Failure } from '../../shared/failure.ts'

/** Bytes. No settings are that long, and what is longer is another file. */
const MOST = 100_000

/** @throws {Failure} */
export async function readSettingsFile(file: string, workspace: string): Promise<string> {
  const path = resolve(workspace, file)
  const inside = relative(resolve(workspace), path)
  if (inside.startsWith('..') || isAbsolute(inside)) throw unreadable(file, 'it lies outside of the workspace')
  const text = await contentOf(path, file)
  if (text.length > MOST) throw unreadable(file, `it is longer than ${MOST} bytes`)
  return text
}

async function contentOf(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw unreadable(file, reasonOf(String(cause)), cause)
  }
}

function reasonOf(told: string): string {
  return told.includes('ENOENT') ? 'there is no such file' : told.replace(/^Error: /, '')
}

function unreadable(file: string, why: string, cause?: unknown): Failure {
  const hint = 'Check out the repository before this step, and name its settings file in the input settings.'
  return new Failure(`Could not read ${file}`, { why, hint, cause })
}
