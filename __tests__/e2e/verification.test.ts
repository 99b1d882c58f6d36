// The live site is looked at through its address, and a release that is proven to be wrong goes back by itself.

import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { DistributionOptions, Rule } from '../../local/index.ts'
import { textOf } from './support/bucket.ts'
import { BUCKET, type Deployed, type Files, openStage, type Run, type Stage, site } from './support/stage.ts'

interface Scenario {
  /** How the distribution differs from the one that all stages have. */
  readonly served?: Partial<DistributionOptions>
  /** What is wrong from the second release on. */
  readonly amiss: (stage: Stage) => void
  readonly second: Files
  /** Of the second release. */
  readonly run?: (stage: Stage) => Run
}

interface Played extends Deployed {
  /** Of the entry page in the bucket, and of the one at the edge. */
  readonly title: readonly [bucket: string | undefined, edge: string | undefined]
  /** Addresses that were visited during the second release. */
  readonly visits: readonly string[]
}

const own = (version: number): Files => ({
  ...site(version),
  'index.html': `<!doctype html><title>${version}</title><script type="module" src="own-${version}.js"></script>`,
  [`own-${version}.js`]: `console.log(${version})`,
})

/** Visitors of these paths get that answer. */
function answering(path: RegExp, status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Rule {
  return (request) =>
    request.service === 'edge' && path.test(request.path) ? { answer: { status, headers, body } } : undefined
}

/** Who comes without the key gets a 401. */
const walled: Rule = ({ service, headers }) =>
  service === 'edge' && headers['x-key'] !== 'open-sesame' ? { answer: { status: 401 } } : undefined

/** Whatever an edge has, it keeps for an hour. */
const hour: Partial<DistributionOptions> = { minTtl: 3600, defaultTtl: 3600, maxTtl: 3600 }

const scenarios = {
  right: { second: own(2), amiss: () => undefined },
  'a script that is missing': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(answering(/own-2\.js$/, 404)),
  },
  'a page in place of a script': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(answering(/own-2\.js$/, 200, { 'Content-Type': 'text/html' }, '<h1>')),
  },
  'an edge that never heals': { served: hour, second: own(2), amiss: ({ distribution }) => distribution.freeze() },
  'an edge that heals': {
    served: hour,
    second: own(2),
    amiss: ({ distribution }) => distribution.freeze(),
    run: ({ distribution }) => ({
      onLine: (line) => {
        if (line.includes('not right yet')) distribution.thaw()
      },
    }),
  },
  'a wrong release that is to be left': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(answering(/own-2\.js$/, 404)),
    run: () => ({ inputs: { 'on-failure': 'stop' } }),
  },
  'a wall': { second: own(2), amiss: ({ aws }) => aws.intercept(walled) },
  'a wall with a key': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(walled),
    run: () => ({ inputs: { 'verify-headers': 'X-Key: open-sesame' } }),
  },
  'a wall before some files': { second: own(2), amiss: ({ aws }) => aws.intercept(answering(/own-2\.js$/, 401)) },
  'a firewall': { second: own(2), amiss: ({ aws }) => aws.intercept(answering(/./, 403)) },
  'a redirect that leads in a circle': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(answering(/./, 302, { Location: '/' })),
  },
  'a server that hangs': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(({ service }) => (service === 'edge' ? { stall: true } : undefined)),
  },
  'nobody is to look': {
    second: own(2),
    amiss: ({ aws }) => aws.intercept(answering(/./, 404)),
    run: () => ({ inputs: { verify: 'false' } }),
  },
} satisfies Readonly<Record<string, Scenario>>

type Name = keyof typeof scenarios

const played = new Map<string, Played>()
const of = (name: Name): Played => {
  const one = played.get(name)
  if (one === undefined) throw new Error(`${name} was not played`)
  return one
}

// Each of them waits, some for as long as a release gets to prove itself: together they take no longer than one.
beforeAll(async () => {
  await Promise.all(
    Object.entries<Scenario>(scenarios).map(async ([name, scenario]) => played.set(name, await play(scenario))),
  )
}, 240_000)

async function play({ served, amiss, second, run }: Scenario): Promise<Played> {
  const stage = await openStage(served)
  try {
    await stage.deploy(own(1), { inputs: { verify: 'false' } })
    await fetch(stage.distribution.url)
    amiss(stage)
    stage.aws.journal.clear()
    const result = await stage.deploy(second, run?.(stage))
    const visits = stage.aws.journal.entries.filter(({ service }) => service === 'edge').map(({ path }) => path)
    return { ...result, visits, title: [titleIn(textOf(stage, 'index.html')), await titleAt(stage)] }
  } finally {
    await stage.close()
  }
}

function titleIn(page: string | undefined): string | undefined {
  return /<title>(.*)<\/title>/.exec(page ?? '')?.[1]
}

async function titleAt({ distribution }: Stage): Promise<string | undefined> {
  try {
    return titleIn(await (await fetch(distribution.url, { signal: AbortSignal.timeout(500) })).text())
  } catch {
    return undefined
  }
}

describe('a release', () => {
  test('that is right is verified, by its page and by what that loads', () => {
    const { exitCode, outputs, annotations, visits, summary } = of('right')
    expect([exitCode, outputs.verified, outputs['rolled-back']]).toEqual([0, 'true', 'false'])
    expect(annotations).toEqual({ error: [], warning: [], notice: expect.anything() })
    expect(visits).toEqual(expect.arrayContaining(['/', '/own-2.js']))
    expect(summary).toContain('Seen from outside')
  })

  test('that an edge has only after a while is waited for', () => {
    const { exitCode, outputs, title } = of('an edge that heals')
    expect([exitCode, outputs.verified, title]).toEqual([0, 'true', ['2', '2']])
  })

  test.each<[Name, RegExp]>([
    ['a script that is missing', /own-2\.js answers 404, though index\.html refers to it/],
    ['a page in place of a script', /own-2\.js answers text\/html where text\/javascript is expected/],
    ['an edge that never heals', /still answers the page from before the deploy/],
  ])('with %s is taken back by itself, and what was wrong is told before what was done', (name, sentence) => {
    const { exitCode, outputs, annotations, title, summary } = of(name)
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ outcome: 'failed', verified: 'false', 'rolled-back': 'true', release: '1' })
    expect(title).toEqual(['1', '1'])
    const [first, last] = annotations.error[0]?.split('\n') ?? []
    expect(first).toMatch(/^Release 2 is not what visitors get at http/)
    expect(first).toMatch(sentence)
    expect(last).toBe('Release 2 was taken back: visitors see release 1 again. Mend the cause, then deploy again.')
    expect(summary).toMatch(/\| 2 \| \*\*not as built\*\* \|/)
    expect(summary).toMatch(/\| 1 \| as built \|/)
  })

  test('that is wrong stays where that is wanted', () => {
    const { exitCode, outputs, annotations, title } = of('a wrong release that is to be left')
    expect([exitCode, outputs['rolled-back'], outputs.verified, title]).toEqual([1, 'false', 'false', ['2', '2']])
    expect(annotations.error.join('\n')).toContain('Release 2 was left as it is: `on-failure` is stop.')
  })

  test.each<[Name, RegExp]>([
    ['a wall', /Could not look at .*it asks for a password \(401\)/],
    ['a wall before some files', /own-2\.js: it asks for a password \(401\)/],
    ['a firewall', /it turns us away \(403\)/],
    ['a redirect that leads in a circle', /its redirects lead in a circle/],
    ['a server that hangs', /no answer came in time/],
  ])('behind %s is live, and a warning says why nobody could see it', (name, sentence) => {
    const { exitCode, outputs, annotations, title } = of(name)
    expect([exitCode, outputs.verified, outputs['rolled-back'], title[0]]).toEqual([0, 'false', 'false', '2'])
    expect(annotations.warning).toEqual([expect.stringMatching(/^Release 2 was not verified at http/)])
    expect(annotations.warning[0]).toMatch(sentence)
  })

  test('behind a wall is seen with the key, which nobody gets to see', () => {
    const { exitCode, outputs, lines } = of('a wall with a key')
    expect([exitCode, outputs.verified]).toEqual([0, 'true'])
    expect(lines.filter((line) => line.includes('open-sesame'))).toEqual(['::add-mask::open-sesame'])
  })

  test('that nobody is to look at is not visited', () => {
    const { exitCode, outputs, visits } = of('nobody is to look')
    expect([exitCode, outputs.verified, visits]).toEqual([0, '', []])
  })
})

describe('a service worker that cannot be told in time, because CloudFront takes longer than wait,', () => {
  const worker = (version: number): Files => {
    const app = `console.log(${version})`
    const hashTable = { '/app.js': createHash('sha1').update(app).digest('hex') }
    // The page does not load it: whoever looks at the page leaves no copy of it at the edge.
    return {
      'index.html': `<!doctype html><title>${version}</title>`,
      'app.js': app,
      'ngsw.json': JSON.stringify({ index: '/index.html', hashTable }),
    }
  }

  /** The second release on a slow distribution. */
  async function second(visited: readonly string[], inputs: Readonly<Record<string, string>> = {}) {
    const stage = await openStage()
    const slow = await stage.aws.distributions.create({ bucket: BUCKET, invalidationSeconds: 600 })
    const own = { distribution: slow.id, url: slow.url, verify: 'true', wait: '1', ...inputs }
    await stage.deploy(worker(1), { inputs: { ...own, verify: 'false' } })
    for (const path of visited) await fetch(slow.url + path)
    const result = await stage.deploy(worker(2), { inputs: own })
    const manifest = textOf(stage, 'ngsw.json')
    await stage.close()
    return { ...result, manifest, warnings: result.annotations.warning.join('\n') }
  }

  test('is not told where an edge answers older files than its table has: the release goes back', async () => {
    const { exitCode, outputs, annotations, manifest } = await second(['/', '/app.js'])
    expect([exitCode, outputs['rolled-back'], manifest]).toEqual([1, 'true', worker(1)['ngsw.json']])
    expect(annotations.error[0]).toMatch(
      /^Could not tell service workers of the release: CloudFront answers older files than their hash table has\. .*app\.js/,
    )
  }, 120_000)

  test('is told where the edge answers the new ones, with a warning', async () => {
    const { exitCode, manifest, warnings } = await second(['/'])
    expect([exitCode, manifest]).toEqual([0, worker(2)['ngsw.json']])
    expect(warnings).toContain('goes live though CloudFront has not heard everywhere: 1 file of its hash table is new')
  }, 60_000)

  test('is told where nobody may look, with a warning', async () => {
    const { exitCode, manifest, warnings } = await second(['/', '/app.js'], { verify: 'false' })
    expect([exitCode, manifest]).toEqual([0, worker(2)['ngsw.json']])
    expect(warnings).toContain('whether the files of its hash table are new could not be seen')
  })
})
