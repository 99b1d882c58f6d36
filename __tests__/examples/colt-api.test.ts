// The example API as a reader would start it: one process for each instance.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from '@jest/globals'

import { freePort } from '../../local/elasticbeanstalk/running/port.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../examples/colt-api')

interface Instance {
  readonly url: string
  readonly lines: string[]
  end(signal: NodeJS.Signals): Promise<number | null>
}

const open: Instance[] = []
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colt-api-'))
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ end }) => end('SIGKILL')))
  await rm(folder, { recursive: true, force: true })
})

/** Runs a file of the example with these settings; nothing of this process's own surroundings reaches it. */
function run(
  file: string,
  env: Readonly<Record<string, string>>,
): { child: ChildProcess; lines: string[]; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [file], { cwd: EXAMPLE, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line))
  return { child, lines, ended: new Promise((done) => child.once('close', done)) }
}

async function instance(name: string, more: Readonly<Record<string, string>> = {}): Promise<Instance> {
  const PORT = String(await freePort())
  const { child, lines, ended } = run('src/server.js', { PORT, STORE: folder, INSTANCE: name, ...more })
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  const started = { url: `http://127.0.0.1:${PORT}`, lines, end }
  open.push(started)
  await until(() => lines.some((line) => line.includes('listening')))
  return started
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10))
}

async function answer({ url }: Instance, path: string, init: RequestInit = {}): Promise<[number, unknown]> {
  const response = await fetch(url + path, init)
  return [response.status, await response.json()]
}

const put = (body: string) => ({ method: 'PUT', body })

test('a payment that is sent twice is paid once, and another one under its name is refused', async () => {
  const api = await instance('one')
  const payment = { id: 'order-7', amount: 1990, currency: 'EUR' }
  const body = '{"amount":1990,"currency":"EUR"}'
  expect(await answer(api, '/payments/order-7', put(body))).toEqual([201, payment])
  expect(await answer(api, '/payments/order-7', put(body))).toEqual([200, payment])
  expect(await answer(api, '/payments/order-7')).toEqual([200, payment])
  expect((await answer(api, '/payments/order-7', put('{"amount":1,"currency":"EUR"}')))[0]).toBe(409)
})

test.each<[string, string, RequestInit, number]>([
  ['what is not there', '/payments/none', {}, 404],
  ['an address that nobody knows', '/', {}, 404],
  ['a method that is not taken', '/health', put('{}'), 405],
  ['a body that is not JSON', '/payments/a', put('{'), 400],
  ['an amount that is none', '/payments/a', put('{"amount":-1,"currency":"EUR"}'), 400],
  ['a body that is too large', '/payments/a', put(' '.repeat(70_000)), 413],
])('%s is told so', async (_, path, init, status) => {
  expect((await answer(await instance('one'), path, init))[0]).toBe(status)
})

test('health is that of the store, and the version is told', async () => {
  const [well, ill] = await Promise.all([instance('one'), instance('two', { STORE: '/dev/null/none' })])
  expect(await answer(well, '/health')).toEqual([200, { store: 'ok' }])
  expect((await answer(ill, '/health'))[0]).toBe(503)
  expect(await answer(well, '/version')).toEqual([200, { version: '1.0.0', commit: 'unknown', node: process.version }])
})

test('of three instances, one runs the job of each slot', async () => {
  const names = ['one', 'two', 'three']
  const instances = await Promise.all(names.map((name) => instance(name, { JOB_SECONDS: '1' })))
  const done = () =>
    instances.flatMap(({ lines }) => lines.flatMap((line) => /slot (\d+): done$/.exec(line)?.[1] ?? []))
  await until(() => new Set(done()).size >= 3)
  const slots = done()
  expect(slots).toHaveLength(new Set(slots).size)
  for (const slot of slots) {
    const [, report] = await answer(instances[0] as Instance, `/reports/${slot}`)
    expect(report).toMatchObject({ slot: Number(slot), runs: 1, by: expect.stringMatching(/^(one|two|three)$/) })
  }
})

test('it ends by itself when it is asked to', async () => {
  const api = await instance('one')
  expect(await api.end('SIGTERM')).toBe(0)
})

test('settings that cannot be right are all told before anything is replaced', async () => {
  const { lines, ended } = run('src/preflight.js', { STORE: 'ftp://x', JOB_SECONDS: 'soon' })
  expect(await ended).toBe(1)
  expect(lines).toEqual([
    'preflight: Could not read the settings: JOB_SECONDS must be a number above 0, not "soon"; STORE must be a folder or http(s). Look at the environment properties.',
  ])
})

test("the example's own tests pass", async () => {
  const tests = spawn(process.execPath, ['--test'], { cwd: EXAMPLE, env: {}, stdio: 'ignore' })
  expect(await new Promise((done) => tests.once('close', done))).toBe(0)
})
