// What the README tells people to write, in a repository that has nothing of ours yet.

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Takes everything out of a repository but its history. */
export async function emptied(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (entry !== '.git') await rm(join(folder, entry), { recursive: true })
  }
}

/**
 * The settings as they are printed, but for names, which are those of colt-frontend, and for where Local AWS shows its sites.
 *
 * @param host of prod
 */
export function printed(settings: string, host: string): (shipped: string) => string {
  return (shipped) => {
    const urls = shipped.match(/(?<=^ +url: )\S+$/gm) ?? []
    return settings
      .replaceAll('role/shop-', 'role/colt-frontend-')
      .replaceAll('shop.example.com', host)
      .replace(/^( +)distribution: .*$/gm, (line, indent) => `${line}\n${indent}url: ${urls.shift()}`)
  }
}
