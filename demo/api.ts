// An API on an environment that really runs it: a good version, a broken one, and the good one again.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { LocalAws, LocalEnvironment } from '../local/index.ts'
import { type ActionResult, runAction } from '../local/runner.ts'
import { timeLapse } from '../local/time-lapse.ts'
import { pushVariables } from './site.ts'
import { everything, from, heading, quote, quoteLog, type Shown, say, withoutHtml } from './words.ts'

const example = resolve(import.meta.dirname, '../examples/colt-api')

/** Waiting is ten times as short as it would be on AWS; what is started and asked is real. */
const FASTER = 10

interface Api {
  readonly environment: LocalEnvironment
  deploy(push: number, folder: string, shown: Shown): Promise<ActionResult>
}

/** Answers what to open, and why. */
export async function apiTour(aws: LocalAws): Promise<readonly string[]> {
  const work = await mkdtemp(join(tmpdir(), 'colt-api-'))
  const lapse = timeLapse(aws, FASTER)
  try {
    const api = await createApi(aws, lapse.env)
    await goLive(api, work)
    await breakIt(api, work)
    return [`the API        ${api.environment.url}/version`]
  } finally {
    lapse.end()
    await rm(work, { recursive: true, force: true })
  }
}

async function createApi(aws: LocalAws, lapse: Readonly<Record<string, string>>): Promise<Api> {
  aws.buckets.create('api-bundles')
  const options = { application: 'colt-api', run: true, healthPath: '/health', tags: { env: 'prod' } } as const
  const environment = await aws.beanstalk.create('colt-api-prod', options)
  const inputs = { application: 'colt-api', environment: 'colt-api-prod', 'env-tag': 'prod', bucket: 'api-bundles' }
  return {
    environment,
    async deploy(push, folder, shown) {
      const started = performance.now()
      const done = await runAction({
        action: 'beanstalk',
        inputs: { ...inputs, bundle: folder, 'verify-url': `${environment.url}/health` },
        env: { ...aws.env, ...lapse, ...pushVariables(push) },
        onLine: (line) => shown(line) && quoteLog(line),
      })
      say(`  ${done.outputs.outcome} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
      return done
    },
  }
}

async function goLive(api: Api, work: string): Promise<void> {
  heading('7. An API goes live')
  say(
    'Elastic Beanstalk of Local AWS unpacks the bundle, runs its hooks and starts it; the action waits for its health and',
    `asks /health itself. Waiting is ${FASTER} times as short here as on AWS.`,
  )
  const { exitCode } = await api.deploy(11, await version(work, '1.0.0'), everything)
  if (exitCode !== 0) throw new Error('The action failed; its own words are above.')
  await ask(api)
}

async function breakIt(api: Api, work: string): Promise<void> {
  heading('8. A broken version comes, and goes')
  say('It starts, is well at first, and then cannot reach its store any more: /health really answers 503.')
  const broken = await version(work, '2.0.0', { 'src/routes.js': losesItsStore })
  const { exitCode, outputs, summary } = await api.deploy(12, broken, from('Update'))
  if (exitCode !== 1 || outputs['rolled-back'] !== 'true') throw new Error('The broken version was not taken back.')
  say('', 'The job summary on GitHub:')
  quote(withoutHtml(summary))
  await ask(api)
}

async function ask({ environment }: Api): Promise<void> {
  const [version, health] = await Promise.all(
    ['version', 'health'].map(async (path) => {
      const answer = await fetch(`${environment.url}/${path}`)
      return `${answer.status} ${await answer.text()}`
    }),
  )
  say('', `GET /version: ${version}`, `GET /health:  ${health}`)
}

type Change = (source: string) => string

/** A copy of the example that says to be of that version. */
async function version(work: string, number: string, changes: Readonly<Record<string, Change>> = {}): Promise<string> {
  const folder = join(work, number)
  await cp(example, folder, { recursive: true })
  const numbered: Change = (source) => source.replace(/"version": "[^"]*"/, `"version": "${number}"`)
  for (const [path, change] of Object.entries({ 'package.json': numbered, ...changes })) {
    const file = join(folder, path)
    await writeFile(file, change(await readFile(file, 'utf8')))
  }
  return folder
}

const losesItsStore: Change = (source) =>
  source.replace('await store.ping()', "if (process.uptime() > 2) throw new Error('out of connections')\n    $&")
