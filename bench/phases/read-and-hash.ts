// Reads every file of a folder and hashes it as a deploy must, and does nothing else: a program of its own.

import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [, , folder = '.'] = process.argv
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const bytes = readFileSync(join(entry.parentPath, entry.name))
  hash('md5', bytes)
  hash('sha256', bytes)
}
