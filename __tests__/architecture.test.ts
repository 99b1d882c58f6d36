// Who may import whom. The table is the architecture; everything else here reads the import lines of every source file.

import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve, sep } from 'node:path'
import { describe, expect, test } from '@jest/globals'

/**
 * The rooms of a slice, in the order of a story, and the rooms that each may import beside itself.
 * `story` is every file that lies in the slice itself, but for its entry, its nouns and its ports.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // What the runner starts. Where there is more to begin than the story, the rest of the entry is the room *run*.
  index: ['run', 'story', 'tell', 'read', 'report', 'records', 'aws', 'web', 'model', 'ports', 'shared'],
  // Hands the real world to the story; it alone knows the adapters, and tells them where the state lies.
  run: ['story', 'tell', 'read', 'report', 'records', 'aws', 'web', 'model', 'ports', 'shared'],
  // Tells the report to the runner and to reviewers: outputs, summary, plan file, comment.
  tell: ['report', 'model', 'shared'],
  story: ['read', 'describe', 'plan', 'publish', 'verify', 'report', 'records', 'model', 'ports', 'shared'],
  // Each file is read once, so what to look for in its text is asked of *describe* while it is at hand; and the inputs
  // hold header rules, whose grammar belongs to the headers.
  read: ['describe', 'records', 'model', 'ports', 'shared'],
  describe: ['model', 'shared'],
  plan: ['model', 'shared'],
  publish: ['records', 'model', 'ports', 'shared'],
  report: ['model', 'shared'],
  // Looks at the live site from outside, and finds in what it sees what *describe* finds in the built files.
  verify: ['describe', 'model', 'ports', 'shared'],
  // A visitor by Node's own fetch.
  web: ['model', 'ports', 'shared'],
  // S3 lists keys in the order of the records, and kept content is checked against its name.
  aws: ['records', 'model', 'ports', 'shared'],
  // What lies beside the site, as bytes and as names: pure, for whoever reads or writes it.
  records: ['model', 'shared'],
  ports: ['model', 'shared'],
  model: ['shared'],
  shared: [],
}

/**
 * The stories that a mode names, and below them the parts that they have in common. Each may import what stands further
 * down; the entry knows the first ones.
 */
const stories: Readonly<Record<string, readonly (readonly string[])[]>> = {
  site: [
    ['deploy', 'rollback', 'resume', 'preview'],
    ['go-live'],
    ['way-back'],
    ['publishing'],
    ['new-bytes'],
    ['verifying'],
    ['recording'],
    ['telling'],
    ['planning'],
    ['verdict', 'writing', 'claiming'],
  ],
  beanstalk: [
    ['deploy', 'rollback', 'resume'],
    ['go-live'],
    ['way-back'],
    ['updating', 'watching', 'settling'],
    ['writing', 'opening', 'admission', 'standing'],
    ['telling'],
  ],
  target: [['decide']],
}

/** Single imports that go another way, and why that is better than to say the same thing twice. */
const exceptions: readonly (readonly [from: string, to: string, why: string])[] = [
  [
    'site/read/distribution-warnings.ts',
    'site/plan/viewer-paths.ts',
    'a distribution that does not serve the prefix is told at once, by the addresses that the plan goes by',
  ],
  ['site/read/distribution-checks.ts', 'site/plan/viewer-paths.ts', 'and so is one that serves it badly'],
  ['site/read/distribution-checks.ts', 'site/plan/origins.ts', 'by the origins that the plan takes for the bucket'],
  ['site/publish/step.ts', 'site/plan/compare.ts', 'a refused write asks what the plan asked: is it as wanted?'],
  [
    'site/publish/stages.ts',
    'site/plan/touched.ts',
    'what a failure leaves is told by what the plan calls overwritten',
  ],
  ['site/publish/stages.ts', 'site/plan/stages.ts', 'and by what it calls the write of a page'],
  ['site/publish/upload.ts', 'site/read/contents.ts', 'a file is sent in the parts in which it was hashed'],
  ['site/publish/upload.ts', 'site/read/whole-file.ts', 'and a small one is read as it was read then'],
  ['target/report/outputs.ts', 'target/describe/setting-names.ts', 'every setting that the file may hold is an output'],
  ['site/report/releases.ts', 'site/plan/rollback.ts', 'what is told can be rolled back to is what a rollback takes'],
]

/** What comes from outside, and the rooms that may have it. */
const outside: readonly (readonly [what: RegExp, rooms: readonly string[]])[] = [
  [/^(?:@aws-sdk|@smithy)\/|^undici$/, ['aws']],
  [/^@actions\//, ['index', 'run', 'tell', 'shared']],
  [/^node:(?:fs|child_process|net|http|https|tls)\b/, ['tell', 'read', 'publish']],
]

const root = resolve(import.meta.dirname, '..')

interface Import {
  /** Both as in `src/site/plan/plan.ts`; a package goes by its name. */
  readonly from: string
  readonly to: string
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
}

/** Static, re-exporting, bare and dynamic imports. */
function importsOf(from: string): readonly Import[] {
  const source = readFileSync(join(root, from), 'utf8')
  const named = source.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'/gm)
  const bare = source.matchAll(/^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm)
  return [...named, ...bare].map(([, one, other]) => ({ from, to: target(from, one ?? other ?? '') }))
}

function target(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier
}

/** The slice and the room of a source file; *shared* is a slice of one room, and nouns may fill more than one file. */
function placeOf(path: string): { readonly slice: string; readonly room: string } {
  const [, slice = '', ...rest] = path.split('/')
  if (slice === 'shared') return { slice, room: 'shared' }
  const [first = ''] = rest
  if (rest.length > 1) return { slice, room: first }
  const name = first.replace(/\.ts$/, '')
  return {
    slice,
    room: ['index', 'run', 'tell', 'model', 'ports'].includes(name)
      ? name
      : name.endsWith('-model')
        ? 'model'
        : 'story',
  }
}

/**
 * S3 with conditions is what the state of every slice lies on, so the adapter is shared; it is an adapter all the same:
 * it may import the SDK, and only adapters may import it.
 */
function isSharedAdapter(path: string): boolean {
  return path.startsWith('src/shared/aws/')
}

function isAllowed({ from, to }: Import): boolean {
  const here = placeOf(from)
  if (!/^(?:src|local|demo|scripts|bench|__tests__)\//.test(to)) {
    const room = isSharedAdapter(from) ? 'aws' : here.room
    return outside.every(([what, rooms]) => !what.test(to) || rooms.includes(room))
  }
  if (!to.startsWith('src/')) return false
  const there = placeOf(to)
  if (isSharedAdapter(to)) return isSharedAdapter(from) || here.room === 'aws'
  if (there.room === 'shared') return here.room === 'shared' || (mayImport[here.room] ?? []).includes('shared')
  if (here.slice !== there.slice) return false
  if (there.room === 'story' && ['story', ...entries].includes(here.room)) return isFurtherDown({ from, to })
  return here.room === there.room || (mayImport[here.room] ?? []).includes(there.room) || isException({ from, to })
}

const entries: readonly string[] = ['index', 'run']

/** The entry stands right above the stories that a mode names. */
function isFurtherDown({ from, to }: Import): boolean {
  const [here, there] = [layerOf(from), layerOf(to)]
  return entries.includes(placeOf(from).room) ? there === 0 : here < there
}

function layerOf(path: string): number {
  return (stories[placeOf(path).slice] ?? []).findIndex((names) => names.includes(posix.basename(path, '.ts')))
}

function isException({ from, to }: Import): boolean {
  return exceptions.some(([one, other]) => `src/${one}` === from && `src/${other}` === to)
}

const imports = filesBelow('src').flatMap(importsOf)
const arrow = ({ from, to }: Import): string => `${from} → ${to}`

describe('in src', () => {
  test('every import goes where the table lets it', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.filter((one) => !isAllowed(one)).map(arrow)).toEqual([])
  })

  test('every file lies in a room of the table', () => {
    expect(filesBelow('src').filter((path) => !Object.hasOwn(mayImport, placeOf(path).room))).toEqual([])
  })

  test('every story stands in the order of stories, and every name in that order is one', () => {
    const files = filesBelow('src').filter((path) => placeOf(path).room === 'story')
    const bySlice = Map.groupBy(files, (path) => placeOf(path).slice)
    expect(bySlice.size).toBeGreaterThan(0)
    for (const [slice, paths] of bySlice) {
      const names = paths.map((path) => posix.basename(path, '.ts'))
      expect([slice, ...names.sort()]).toEqual([slice, ...(stories[slice] ?? []).flat().sort()])
    }
  })

  test('only the web room fetches', () => {
    const fetching = filesBelow('src').filter((path) => /\bfetch\(/.test(readFileSync(join(root, path), 'utf8')))
    expect(new Set(fetching.map((path) => placeOf(path).room))).toEqual(new Set(['web']))
  })

  test.each(filesBelow('src').filter((path) => ['model', 'ports'].includes(placeOf(path).room)))(
    '%s is made of types alone',
    (path) => {
      const source = readFileSync(join(root, path), 'utf8')
      const statements = source.match(/^(?:import|export) .*$/gm) ?? []
      expect(statements.length).toBeGreaterThan(5)
      expect(statements.filter((line) => !/^(?:import type|export type|export interface) /.test(line))).toEqual([])
    },
  )

  test.each(exceptions)('the exception %s → %s is still needed: %s', (from, to) => {
    expect(imports.map(arrow)).toContain(`src/${from} → src/${to}`)
  })

  test('no imports run in a circle', () => {
    const next = Map.groupBy(imports, ({ from }) => from)
    const circleFrom = (path: string, above: readonly string[]): readonly string[] | undefined => {
      if (above.includes(path)) return [...above.slice(above.indexOf(path)), path]
      if (done.has(path)) return undefined
      for (const { to } of next.get(path) ?? []) {
        const circle = circleFrom(to, [...above, path])
        if (circle) return circle
      }
      done.add(path)
      return undefined
    }
    const done = new Set<string>()
    expect(filesBelow('src').map((path) => circleFrom(path, [])?.join(' → '))).not.toContainEqual(expect.any(String))
  })
})

describe('the rules themselves', () => {
  test.each<[string, string, boolean]>([
    ['src/site/plan/plan.ts', '@aws-sdk/client-s3', false],
    ['src/site/publish/upload.ts', '@aws-sdk/client-s3', false],
    ['src/shared/retry.ts', '@aws-sdk/client-s3', false],
    ['src/site/aws/bucket.ts', '@aws-sdk/client-s3', true],
    ['src/shared/aws/s3.ts', '@aws-sdk/client-s3', true],
    ['src/shared/aws/connections.ts', 'undici', true],
    ['src/shared/retry.ts', '@smithy/core/retry', false],
    ['src/site/aws/state.ts', 'src/shared/aws/s3.ts', true],
    ['src/site/deploy.ts', 'src/shared/aws/s3.ts', false],
    ['src/shared/retry.ts', 'src/shared/aws/s3.ts', false],
    ['src/beanstalk/deploy.ts', 'src/site/deploy.ts', false],
    ['src/site/report/summary.ts', '@actions/core', false],
    ['src/site/describe/headers.ts', 'node:fs', false],
    ['src/site/plan/plan.ts', 'node:fs/promises', false],
    ['src/site/read/walk.ts', 'node:fs/promises', true],
    ['src/site/plan/plan.ts', 'src/site/read/live.ts', false],
    ['src/site/publish/stages.ts', 'src/site/aws/bucket.ts', false],
    ['src/site/deploy.ts', 'src/site/aws/bucket.ts', false],
    ['src/site/deploy.ts', 'src/site/index.ts', false],
    ['src/site/rollback.ts', 'src/site/publish/stages.ts', true],
    ['src/site/rollback.ts', 'src/site/go-live.ts', true],
    ['src/site/deploy.ts', 'src/site/rollback.ts', false],
    ['src/site/go-live.ts', 'src/site/deploy.ts', false],
    ['src/site/planning.ts', 'src/site/recording.ts', false],
    ['src/site/index.ts', 'src/site/run.ts', true],
    ['src/site/run.ts', 'src/site/resume.ts', true],
    ['src/site/run.ts', 'src/site/go-live.ts', false],
    ['src/site/plan/plan.ts', 'src/site/deploy.ts', false],
    ['src/site/plan/plan.ts', 'src/site/ports.ts', false],
    ['src/site/plan/keeps.ts', 'src/site/records/names.ts', false],
    ['src/site/read/situation.ts', 'src/site/records/current.ts', true],
    ['src/site/publish/record.ts', 'src/site/records/current.ts', true],
    ['src/site/records/current.ts', 'src/site/plan/plan.ts', false],
    ['src/site/records/current.ts', 'src/site/ports.ts', false],
    ['src/site/records/packing.ts', 'node:fs', false],
    ['src/site/records/packing.ts', 'node:zlib', true],
    ['src/site/records/current.ts', '@aws-sdk/client-s3', false],
    ['src/site/report/summary.ts', 'src/site/plan/rollback.ts', false],
    ['src/site/report/releases.ts', 'src/site/plan/rollback.ts', true],
    ['src/site/plan/plan.ts', 'src/shared/printable.ts', true],
    ['src/site/verify/verify.ts', 'src/site/describe/page-strings.ts', true],
    ['src/site/verify/verify.ts', 'src/site/ports.ts', true],
    ['src/site/verify/verify.ts', 'src/site/web/visitor.ts', false],
    ['src/site/verify/verify.ts', 'node:https', false],
    ['src/site/web/visitor.ts', 'src/site/verify/verify.ts', false],
    ['src/site/model.ts', 'src/shared/objects.ts', true],
    ['src/site/model.ts', 'src/site/ports.ts', false],
    ['src/shared/log.ts', 'src/site/model.ts', false],
    ['src/shared/log.ts', 'src/shared/printable.ts', true],
    ['src/site/deploy.ts', 'src/beanstalk/model.ts', false],
    ['src/beanstalk/describe/lints.ts', 'src/beanstalk/bundle-model.ts', true],
    ['src/beanstalk/describe/identity.ts', 'src/site/describe/hashes.ts', false],
    ['src/beanstalk/describe/identity.ts', 'node:crypto', true],
    ['src/beanstalk/read/bundle.ts', 'src/beanstalk/describe/lints.ts', true],
    ['src/target/decide.ts', 'src/target/describe/settings.ts', true],
    ['src/target/plan/branches.ts', 'src/target/describe/settings.ts', false],
    ['src/target/describe/setting-names.ts', 'src/site/read/inputs.ts', false],
    ['src/site/index.ts', 'local/index.ts', false],
    ['src/site/index.ts', 'demo/index.ts', false],
    ['src/site/index.ts', 'bench/index.ts', false],
  ])('%s → %s: %s', (from, to, allowed) => {
    expect(isAllowed({ from, to })).toBe(allowed)
  })
})

test('Local AWS knows nothing of the actions', () => {
  const toSource = filesBelow('local')
    .flatMap(importsOf)
    .filter(({ to }) => to.startsWith('src/'))
  expect(toSource.map(arrow)).toEqual([])
})

test('the benchmark measures what is built, and knows no source', () => {
  const imports = filesBelow('bench').flatMap(importsOf)
  expect(imports.length).toBeGreaterThan(20)
  expect(imports.filter(({ to }) => /^(?:src|demo|__tests__)\//.test(to)).map(arrow)).toEqual([])
})
