// Loaded before a program (node --import), it makes the program's waiting and its clock TIME_LAPSE times as fast.

import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

const factor = Number(process.env.TIME_LAPSE ?? 1)
const { setTimeout: wait } = timers
const now = performance.now.bind(performance)

timers.setTimeout = (milliseconds, value, options) => wait((milliseconds ?? 0) / factor, value, options)
performance.now = () => now() * factor
syncBuiltinESMExports()
