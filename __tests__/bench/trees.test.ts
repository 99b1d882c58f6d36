import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { change, generatedTree, type Tree } from '../../bench/trees.ts'

async function withTree(files: number, run: (tree: Tree) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tree-'))
  await run(await generatedTree(folder, files)).finally(() => rm(folder, { recursive: true }))
}

const contents = ({ folder, paths }: Tree) => Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')))

test('a generated tree is the same every time, with as many files as asked for', () =>
  withTree(1200, async (one) => {
    await withTree(1200, async (other) => {
      expect(one.paths).toHaveLength(1200)
      expect(one.paths).toContain('index.html')
      expect(other.paths).toEqual(one.paths)
      expect(await contents(other)).toEqual(await contents(one))
    })
  }))

test('a change gives exactly so many files other bytes of the same size, each time others', () =>
  withTree(100, async (tree) => {
    const states = [await contents(tree)]
    for (const number of [1, 2]) {
      await change(tree, 8, number)
      states.push(await contents(tree))
    }
    const [before = [], after = [], again = []] = states
    const changed = (a: string[], b: string[]) => a.filter((text, index) => text !== b[index]).length
    expect([changed(before, after), changed(after, again)]).toEqual([8, 8])
    expect(again.map((text) => text.length)).toEqual(before.map((text) => text.length))
  }))
