// Files as they come: odd names, links, dotfiles, large ones.

import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { liveSite } from './support/bucket.ts'
import { BUCKET, commit, openStage, type Stage, site, writes } from './support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const odd = [
  'with space.txt',
  'plus+plus.txt',
  '100%.txt',
  '100%25.txt',
  'a#b.txt',
  'a?b=c.txt',
  'a&b.txt',
  "it's.txt",
  'caf\u00e9.txt',
  'cafe\u0301.txt',
  '日本語/ファイル.txt',
  '😀.txt',
  '~tilde~.txt',
  '@scope/[id].txt',
  `${'x'.repeat(196)}.txt`,
]

test('odd names arrive unchanged, are served under their addresses, and are unchanged the next time', async () => {
  const files = { 'index.html': 'page', ...Object.fromEntries(odd.map((name) => [name, `content of ${name}`])) }
  const first = await stage.deploy(files)
  const second = await stage.deploy(files)

  expect(first.exitCode).toBe(0)
  expect(new Set(stage.live())).toEqual(new Set(Object.keys(files)))
  expect(second.outputs).toMatchObject({ outcome: 'unchanged', unchanged: String(odd.length + 1) })
  for (const name of odd) {
    const answer = await fetch(`${stage.distribution.url}/${name.split('/').map(encodeURIComponent).join('/')}`)
    expect([name, await answer.text()]).toEqual([name, `content of ${name}`])
  }
})

test('odd names that change are fetched anew at the edge', async () => {
  const files = (version: number) => ({
    'index.html': 'page',
    ...Object.fromEntries(odd.slice(0, 13).map((name) => [name, `${version} ${name}`])),
  })
  const visit = async (name: string) =>
    await (await fetch(`${stage.distribution.url}/${name.split('/').map(encodeURIComponent).join('/')}`)).text()
  await stage.deploy(files(1))
  for (const name of odd.slice(0, 13)) await visit(name)
  await stage.deploy(files(2))

  for (const name of odd.slice(0, 13)) expect(await visit(name)).toBe(`2 ${name}`)
})

test('odd names are kept, come back by a rollback, and leave by a purge', async () => {
  const pages = odd.map((name) => name.replace(/\.txt$/, '.html'))
  const files = (version: number) => ({
    'index.html': `${version}`,
    'empty.txt': version === 1 ? '' : 'full',
    ...Object.fromEntries(odd.map((name) => [name, `${version} ${name}`])),
    ...(version === 1 ? Object.fromEntries(pages.map((name) => [name, name])) : {}),
  })
  await stage.deploy(files(1), { env: commit(1) })
  const released = liveSite(stage)
  await stage.deploy(files(2), { env: commit(2) })
  const left = stage.live().filter((path) => pages.includes(path))
  await stage.turn('rollback')
  const back = liveSite(stage)
  await stage.turn('resume')
  await stage.deploy(files(1), { env: commit(9), inputs: { purge: '**/*.txt' } })

  expect(left).toEqual([])
  expect(back).toEqual(released)
  expect(new Set(stage.live())).toEqual(new Set(['index.html', ...pages]))
})

test('a name that holds a line break and a command is printed as one harmless line', async () => {
  const name = 'a\n::error::gotcha.txt'
  const result = await stage.deploy({ ...site(1), [name]: 'x' })

  expect(result.exitCode).toBe(0)
  expect(stage.live()).toContain(name)
  expect(result.annotations.error).toEqual([])
  expect(result.log).toContain('a\\u000a::error::gotcha.txt')
})

test('dotfiles are deployed, secrets and version control are not', async () => {
  const hidden = ['.git/config', '.env', '.env.production', 'deep/.env', '.npmrc', '.DS_Store', 'deep/Thumbs.db']
  const result = await stage.deploy({
    ...site(1),
    '.well-known/security.txt': 'contact',
    '.nojekyll': '',
    ...Object.fromEntries(hidden.map((path) => [path, 'secret'])),
  })

  expect(stage.live()).toEqual(expect.arrayContaining(['.well-known/security.txt', '.nojekyll']))
  expect(stage.live().filter((path) => hidden.includes(path))).toEqual([])
  for (const path of hidden)
    expect(result.annotations.notice.join('\n')).toContain(path.replace('.git/config', '.git/'))
})

test('what lies where records of releases lie is never deployed', async () => {
  const result = await stage.deploy({ ...site(1), '.colt-deploy/dist/current.json': '{}' }, { inputs: { prefix: '/' } })

  expect(result.annotations.notice.join('\n')).toContain('.colt-deploy/')
  expect(stage.aws.buckets.keys(BUCKET, '.colt-deploy/dist/')).toEqual([])
})

test('excluded files are not deployed', async () => {
  await stage.deploy(
    { ...site(1), 'drafts/one.html': 'x', 'maps/app.js.map': '{}' },
    { inputs: { exclude: 'drafts/**\n**/*.map' } },
  )

  expect(stage.live().toSorted()).toEqual(Object.keys(site(1)).toSorted())
})

test('links inside the folder are followed, links that leave it are refused before anything is written', async () => {
  const workspace = await stage.workspace({ 'dist/index.html': 'page', 'dist/real/a.txt': 'a', 'secret.txt': 'secret' })
  symlinkSync('real', join(workspace, 'dist/linked'))
  const inside = await stage.run(workspace)
  symlinkSync('../secret.txt', join(workspace, 'dist/leak.txt'))
  symlinkSync('nowhere', join(workspace, 'dist/broken.txt'))
  stage.aws.journal.clear()
  const outside = await stage.run(workspace)

  expect(inside.exitCode).toBe(0)
  expect(stage.live()).toContain('linked/a.txt')
  expect(outside.exitCode).toBe(1)
  expect(outside.annotations.error.join('\n')).toMatch(
    /Could not read broken.txt.*\n.*Could not deploy leak.txt: it is a link to .*outside the folder/,
  )
  expect(writes(stage)).toEqual([])
})

test('a file above 16 MiB goes in parts under its condition, arrives whole, and is unchanged the next time', async () => {
  const video = randomBytes(17 * 1024 * 1024 + 1)
  const files = { 'index.html': 'page', 'video.mp4': video }
  await stage.deploy(files)
  const parts = stage.aws.journal.of('UploadPart').length
  const complete = stage.aws.journal.of('CompleteMultipartUpload')[0]
  const second = await stage.deploy(files)

  expect(parts).toBe(2)
  expect(complete?.headers['if-none-match']).toBe('*')
  const stored = stage.aws.buckets.get(BUCKET, 'dist/video.mp4')
  expect(
    createHash('sha256')
      .update(stored?.body ?? '')
      .digest('hex'),
  ).toBe(createHash('sha256').update(video).digest('hex'))
  expect(stored?.headers['Content-Type']).toBe('video/mp4')
  expect(second.outputs).toMatchObject({ outcome: 'unchanged', unchanged: '2' })
})

test('a file that went in parts is kept and comes back whole, and is known again without being read', async () => {
  const files = (version: number) => ({
    'index.html': `${version}`,
    'video.mp4': Buffer.alloc(17 * 1024 * 1024, version),
  })
  await stage.deploy(files(1), { env: commit(1) })
  await stage.deploy(files(2), { env: commit(2) })
  await stage.turn('rollback')
  const video = stage.aws.buckets.get(BUCKET, 'dist/video.mp4')?.body
  await stage.turn('resume')
  stage.aws.journal.clear()
  const result = await stage.deploy(files(1), { env: commit(9) })

  expect(video?.equals(files(1)['video.mp4'])).toBe(true)
  expect(result.outputs).toMatchObject({ outcome: 'unchanged', unchanged: '2' })
  expect(stage.aws.journal.of('HeadObject')).toEqual([])
})

test('a file above 16 MiB that somebody has put in one piece is known by all its bytes', async () => {
  const video = randomBytes(17 * 1024 * 1024)
  stage.aws.buckets.put(BUCKET, 'dist/video.mp4', video)
  const first = await stage.deploy({ 'index.html': 'page', 'video.mp4': video })
  expect(first.outputs).toMatchObject({ uploaded: '1', 'headers-updated': '1' })
  expect(first.lines.join('\n')).toContain('Comparing what was uploaded in one piece: 1 large file, 17.8 MB')
  const second = await stage.deploy({ 'index.html': 'page', 'video.mp4': randomBytes(17 * 1024 * 1024) })
  expect(second.outputs).toMatchObject({ uploaded: '1' })
})

test('a large file whose name holds the MD5 of all its bytes is proven to be hashed', async () => {
  const video = randomBytes(17 * 1024 * 1024)
  const name = `film-${createHash('md5').update(video).digest('hex')}.mp4`
  await stage.deploy({ 'index.html': `<video src="${name}">`, [name]: video })
  expect(stage.aws.buckets.get(BUCKET, `dist/${name}`)?.headers['Cache-Control']).toContain('immutable')
})

test('other headers of a file that went in parts, of which the answer was lost, are not taken for another’s', async () => {
  const files = { 'index.html': 'page', 'video.mp4': randomBytes(17 * 1024 * 1024) }
  await stage.deploy(files)
  let dropped = 0
  stage.aws.intercept(({ operation, key }) => {
    if (operation !== 'CopyObject' || key !== 'dist/video.mp4' || dropped > 0) return undefined
    dropped += 1
    return { drop: 'after' }
  })
  const result = await stage.deploy(files, { inputs: { headers: '*.mp4 Cache-Control: no-cache' } })
  expect([dropped, result.exitCode]).toEqual([1, 0])
  expect(result.outputs).toMatchObject({ uploaded: '0', 'headers-updated': '1' })
  const again = await stage.deploy(files, { inputs: { headers: '*.mp4 Cache-Control: no-cache' } })
  expect(again.outputs).toMatchObject({ outcome: 'unchanged' })
})

test('a failed upload in parts is aborted and fails the run', async () => {
  stage.aws.intercept((request) =>
    request.operation === 'UploadPart' && request.query.partNumber === '2'
      ? { status: 403, code: 'AccessDenied' }
      : undefined,
  )
  const result = await stage.deploy({ 'index.html': 'page', 'video.mp4': randomBytes(17 * 1024 * 1024) })

  expect(result.exitCode).toBe(1)
  expect(stage.aws.journal.of('AbortMultipartUpload')).toHaveLength(1)
  expect(stage.live()).toEqual([])
})

test('a completed upload in parts whose answer was lost is not taken for a failure', async () => {
  let dropped = false
  stage.aws.intercept((request) => {
    if (dropped || request.operation !== 'CompleteMultipartUpload') return undefined
    dropped = true
    return { drop: 'after' }
  })
  const result = await stage.deploy({ 'index.html': 'page', 'video.mp4': randomBytes(17 * 1024 * 1024) })

  expect(result.exitCode).toBe(0)
  expect(stage.live()).toEqual(['index.html', 'video.mp4'])
})

test('a folder without an entry page is refused, with what was found there and the likely fix', async () => {
  const workspace = await stage.workspace({ 'dist/shop/browser/index.html': 'page', 'dist/shop/stats.json': '{}' })
  const result = await stage.run(workspace, { inputs: { folder: 'dist/shop' } })

  expect(result.exitCode).toBe(1)
  expect(result.annotations.error.join('\n')).toMatch(/no index\.html[\s\S]*browser/)
  expect(writes(stage)).toEqual([])
})

test('a folder of the S3 console, an object whose key ends in a slash, is no file of the site', async () => {
  stage.aws.buckets.put(BUCKET, 'dist/', '')
  stage.aws.buckets.put(BUCKET, 'dist/assets/', '')
  const result = await stage.deploy(site(1))

  expect(result.plan?.unknown).toEqual([])
})

test('a build of the folder is found in a project without settings', async () => {
  const workspace = await stage.workspace({})
  mkdirSync(join(workspace, 'build'))
  writeFileSync(join(workspace, 'package.json'), '{}')
  writeFileSync(join(workspace, 'build/index.html'), 'page')
  const result = await stage.run(workspace)

  expect(result.exitCode).toBe(0)
  expect(stage.live()).toEqual(['index.html'])
})
