// A run that somebody cancels stops by itself.

import { execFile } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'
import { Failure } from '../../src/shared/failure.ts'
import { openGate } from '../../src/shared/gate.ts'
import { Interrupted, onInterrupt } from '../../src/shared/interrupt.ts'

test.each(['SIGINT', 'SIGTERM'])('%s shuts the gate', (signal) => {
  const [gate, process] = [openGate(), new EventEmitter()]
  onInterrupt(gate, process)
  process.emit(signal, signal)

  expect(gate.signal.reason).toBeInstanceOf(Interrupted)
  expect(gate.signal.reason).toBeInstanceOf(Failure)
  expect(gate.signal.reason).toMatchObject({ message: `The run was cancelled: it got ${signal}.` })
})

test('a second signal changes nothing', () => {
  const [gate, process] = [openGate(), new EventEmitter()]
  onInterrupt(gate, process)
  process.emit('SIGINT', 'SIGINT')
  const { reason } = gate.signal
  process.emit('SIGTERM', 'SIGTERM')
  process.emit('SIGINT', 'SIGINT')
  expect(gate.signal.reason).toBe(reason)
})

test('who listens no longer leaves signals to others', () => {
  const [gate, process] = [openGate(), new EventEmitter()]
  const end = onInterrupt(gate, process)
  end()
  process.emit('SIGINT', 'SIGINT')
  expect(process.eventNames()).toEqual([])
  expect(gate.signal.aborted).toBe(false)
})

/** Windows has no signals. */
const posix: typeof test = process.platform === 'win32' ? Object.assign(() => {}, test) : test

posix('a process that gets the signals of a cancelled run lives on until it has stopped by itself', async () => {
  const shared = pathToFileURL(resolve(import.meta.dirname, '../../src/shared')).href
  const script = `
    const { once } = await import('node:events')
    const { openGate, gatedClock } = await import('${shared}/gate.ts')
    const { onInterrupt } = await import('${shared}/interrupt.ts')
    const { realClock } = await import('${shared}/clock.ts')
    const [gate, alive] = [openGate(), setInterval(() => {}, 1000)]
    const end = onInterrupt(gate, process)
    setImmediate(() => process.kill(process.pid, 'SIGINT'))
    await gatedClock(realClock, gate).sleep(60_000).catch((error) => console.log(error.message))
    const second = once(process, 'SIGTERM')
    process.kill(process.pid, 'SIGTERM')
    await second
    console.log('stopped')
    end()
    clearInterval(alive)`
  const out = await new Promise<string>((over) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], (_, text) => over(text))
  })
  expect(out).toBe('The run was cancelled: it got SIGINT.\nstopped\n')
})
