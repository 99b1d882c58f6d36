// Environments whose versions really run: their bundles come from Local S3, and their health from what they answer.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'

import type { LocalAws, LocalEnvironment } from '../../../local/index.ts'
import { passingLocalAws } from '../passing.ts'
import { type Account, ApplicationName, accountOf, EnvironmentName } from './account.ts'
import { type Packed, zipFolder, zipOf } from './zip.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/colt-api')

let aws: LocalAws
let account: Account

beforeEach(async () => {
  aws = await passingLocalAws()
  aws.buckets.create('bundles')
  aws.beanstalk.application(ApplicationName)
  account = accountOf(aws)
})

/** An application of one file; `answer` is what it does with a request. */
function app(answer: string, more: Readonly<Record<string, string | Packed>> = {}): Promise<Uint8Array> {
  const server = `require('http').createServer((request, response) => { ${answer} }).listen(process.env.PORT)`
  return zipOf({ 'server.js': server, Procfile: 'web: node server.js\n', ...more })
}

const saying = (word: string, more = {}) => app(`response.end('${word}')`, more)

/** An environment that runs this bundle as v1. */
async function running(bundle: Uint8Array, properties: Readonly<Record<string, string>> = {}, healthPath = '/') {
  await account.create('v1', { bundle })
  const options = { application: ApplicationName, version: 'v1', run: true, properties, healthPath }
  return aws.beanstalk.create(EnvironmentName, options)
}

async function deploy(label: string, bundle?: Uint8Array): Promise<void> {
  if (bundle !== undefined) await account.create(label, { bundle })
  await account.update(label)
  await until(() => aws.beanstalk.environment(EnvironmentName).status === 'Ready')
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10))
}

const said = async ({ url = '' }: LocalEnvironment, path = '/') => (await fetch(url + path)).text()
const failures = async () => (await account.events()).filter((event) => event.startsWith('ERROR'))

test('the example API goes live with its hooks, and answers', async () => {
  const STORE = await mkdtemp(join(tmpdir(), 'colt-api-'))
  const environment = await running(await zipFolder(EXAMPLE), { STORE }, '/health')
  expect(JSON.parse(await said(environment, '/health'))).toEqual({ store: 'ok' })
  expect(environment.log).toEqual(
    expect.arrayContaining(['preflight: settings are right, and the store answers', 'well: {"store":"ok"}']),
  )
  expect(await account.state()).toBe('Ready v1 Green')
  await aws.close()
  await rm(STORE, { recursive: true })
})

test('another version answers at the same address', async () => {
  const environment = await running(await saying('one'))
  const { url } = environment
  await deploy('v2', await saying('two'))
  expect([await said(environment), environment.url, await account.state()]).toEqual(['two', url, 'Ready v2 Green'])
})

test('a version that answers 500 goes Red, and the one before really comes back', async () => {
  const environment = await running(await saying('one'))
  await deploy('v2', await app('response.statusCode = 500; response.end()'))
  expect([await account.state(), (await fetch(environment.url ?? '')).status]).toEqual(['Ready v2 Red', 500])
  await deploy('v1')
  expect([await account.state(), await said(environment)]).toEqual(['Ready v1 Green', 'one'])
})

test('a version that crashes goes Red, and the one before really comes back', async () => {
  const environment = await running(await saying('one'))
  await deploy('v2', await zipOf({ 'server.js': 'throw new Error("no luck")', Procfile: 'web: node server.js' }))
  expect(await account.state()).toBe('Ready v2 Red')
  await expect(said(environment)).rejects.toThrow('fetch failed')
  expect(environment.log).toContain('web process exited with 1')
  await deploy('v1')
  expect([await account.state(), await said(environment)]).toEqual(['Ready v1 Green', 'one'])
})

test('a version that falls ill later is seen to', async () => {
  const environment = await running(await app("if (request.url === '/die') process.exit(3); response.end('alive')"))
  expect(await account.state()).toBe('Ready v1 Green')
  await said(environment, '/die').catch(() => undefined)
  await until(() => environment.health === 'Red')
  expect(await account.state()).toBe('Ready v1 Red')
})

test('a hook that is not executable fails the deployment, and what ran before still does', async () => {
  const environment = await running(await saying('one'))
  await deploy('v2', await saying('two', { '.platform/hooks/predeploy/01.sh': '#!/bin/sh\n' }))
  expect([await account.state(), await said(environment)]).toEqual(['Ready v1 Red', 'one'])
  expect((await failures())[0]).toBe("ERROR Instance deployment failed. For details, see 'eb-engine.log'.")
  expect(environment.log.at(-1)).toContain('fork/exec .platform/hooks/predeploy/01.sh: permission denied')
})

test('hooks run in the order of their names, with the properties, around the start', async () => {
  const hook = (word: string) => ({ text: `#!/bin/sh\necho ${word} $SECRET\n`, mode: 0o755 })
  const environment = await running(
    await saying('one', {
      '.platform/hooks/postdeploy/01.sh': hook('third'),
      '.platform/hooks/predeploy/02.sh': hook('second'),
      '.platform/hooks/predeploy/01.sh': hook('first'),
    }),
    { SECRET: 'open' },
  )
  expect(environment.log.filter((line) => line.endsWith(' open'))).toEqual(['first open', 'second open', 'third open'])
})

test('a hook that fails before the start leaves what ran; one after it leaves the new version, under the old label', async () => {
  const failing = { text: '#!/bin/sh\nexit 1\n', mode: 0o755 }
  const environment = await running(await saying('one'))
  await deploy('v2', await saying('two', { '.platform/hooks/predeploy/01.sh': failing }))
  expect([environment.label, await said(environment)]).toEqual(['v1', 'one'])
  await deploy('v3', await saying('three', { '.platform/hooks/postdeploy/01.sh': failing }))
  expect([environment.label, await said(environment), environment.instances]).toEqual(['v1', 'three', ['v3 Failed']])
})

test('without a Procfile the start script of package.json is started', async () => {
  const server = "require('http').createServer((_, response) => response.end('started')).listen(process.env.PORT)"
  const environment = await running(
    await zipOf({ 'a b.js': server, 'package.json': '{"scripts":{"start":"node \'a b.js\'"}}' }),
  )
  expect(await said(environment)).toBe('started')
})

test('a link inside of a bundle stays a link, and one that leaves it fails the deployment', async () => {
  const environment = await running(await saying('one'))
  const link = (text: string) => ({ 'linked.js': { text, mode: 0o120777 }, Procfile: 'web: node linked.js' })
  await deploy('v2', await saying('two', link('server.js')))
  expect(await said(environment)).toBe('two')
  await deploy('v3', await saying('three', link('../../etc/passwd')))
  expect([environment.label, environment.log.at(-1)]).toEqual(['v2', expect.stringContaining('lies outside of it')])
})

test('a bundle that is gone from Local S3 fails the deployment', async () => {
  const environment = await running(await saying('one'))
  await account.create('v2', { bundle: await saying('two') })
  aws.buckets.delete('bundles', 'v2.zip')
  await deploy('v2')
  expect([environment.label, await said(environment)]).toEqual(['v1', 'one'])
})

test('processes end with Local AWS', async () => {
  const environment = await running(await saying('one'))
  await aws.close()
  await expect(said(environment)).rejects.toThrow('fetch failed')
})
