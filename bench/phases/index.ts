// The phases by their names, in the order in which they are run.

import type { Phase } from '../model.ts'
import { cold } from './cold.ts'
import { delta } from './delta.ts'
import { noOp } from './no-op.ts'

export const phases: readonly Phase[] = [cold, noOp, delta]
