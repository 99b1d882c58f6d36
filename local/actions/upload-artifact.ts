// Stands in for actions/upload-artifact, and loses what it loses: hidden files unless they are asked for, modes, links.

import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fail, inputs, setOutput, told } from './step.ts'

const known = ['name', 'path', 'if-no-files-found', 'retention-days', 'overwrite', 'include-hidden-files'] as const
const { name, path, overwrite, 'if-no-files-found': found, 'include-hidden-files': hidden } = inputs(known)
const artifacts = told('LOCAL_ARTIFACTS')
// An artifact goes by a number; here it is made of its name, so that both find the same.
const id = String(Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000_007, 7))
const place = join(artifacts, id)

if (/[\\/:*?"<>|\r\n]/.test(name) || name === '') fail(`The artifact name is not valid: ${name}`)
const files = filesBelow(resolve(path))
if (files.length === 0 && found === 'error') fail(`No files were found with the provided path: ${path}.`)
if (existsSync(place)) {
  if (overwrite !== 'true') fail('Failed to CreateArtifact: (409) Conflict: an artifact with this name already exists')
  rmSync(place, { recursive: true })
}
for (const [from, to] of files) {
  mkdirSync(dirname(join(place, to)), { recursive: true })
  copyFileSync(from, join(place, to))
  chmodSync(join(place, to), 0o644)
}
setOutput('artifact-id', id)
console.log(`Artifact ${name} has ${files.length} files`)

/** Each with its path in the artifact. */
function filesBelow(top: string): readonly (readonly [from: string, to: string])[] {
  if (!existsSync(top)) return []
  if (statSync(top).isFile()) return [[top, basename(top)]]
  const all = readdirSync(top, { recursive: true, encoding: 'utf8' }).map((file) => join(top, file))
  const plain = all.filter((file) => existsSync(file) && statSync(file).isFile())
  return plain
    .map((file) => [file, relative(top, file)] as const)
    .filter(([, to]) => hidden === 'true' || !isHidden(to))
}

function isHidden(file: string): boolean {
  return file.split(sep).some((part) => part.startsWith('.'))
}
