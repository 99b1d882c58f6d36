// A store in a folder: enough for one machine, or for several that share a disk.
//
// Version 7 of a document is the file `7`, and it is made by a link, which never replaces: of two who go on from 6, one wins.

import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

export function folderStore(folder) {
  const placeOf = (key) => join(folder, encodeURIComponent(key))

  async function get(key) {
    const place = placeOf(key)
    for (;;) {
      const version = await newest(place)
      if (version === 0) return undefined
      const text = await readFile(join(place, String(version)), 'utf8').catch(absent)
      if (text !== undefined) return { value: JSON.parse(text), version }
    }
  }

  async function put(key, value, from = 0) {
    const place = placeOf(key)
    await mkdir(place, { recursive: true })
    const draft = join(place, `draft-${randomUUID()}`)
    await writeFile(draft, JSON.stringify(value))
    try {
      await link(draft, join(place, String(from + 1)))
    } catch (error) {
      if (error.code === 'EEXIST') return false
      throw error
    } finally {
      await rm(draft)
    }
    // Who comes so late that its own number was already tidied away sees a newer one here.
    if ((await newest(place)) !== from + 1) return false
    await rm(join(place, String(from)), { force: true })
    return true
  }

  return { get, put, ping: () => mkdir(folder, { recursive: true }).then(() => readdir(folder)) }
}

async function newest(place) {
  const names = (await readdir(place).catch(absent)) ?? []
  return Math.max(0, ...names.filter((name) => /^\d+$/.test(name)).map(Number))
}

function absent(error) {
  if (error.code !== 'ENOENT') throw error
}
