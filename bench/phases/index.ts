// The phases by their names, in the order in which they are run.

import type { Phase } from '../model.ts'
import { cold } from './cold.ts'
import { delta } from './delta.ts'
import { floors } from './floors.ts'
import { growth } from './growth.ts'
import { headers } from './headers.ts'
import { large } from './large.ts'
import { many } from './many.ts'
import { merge } from './merge.ts'
import { noOp } from './no-op.ts'
import { rollback } from './rollback.ts'
import { start } from './start.ts'

export const phases: readonly Phase[] = [
  cold,
  noOp,
  delta,
  headers,
  rollback,
  merge,
  start,
  floors,
  growth,
  many,
  large,
]
