// One behaviour, told in a file of its own: what there is, what is done, and what log and requests then say.

import type { LocalAws } from '../../../local/index.ts'
import type { Setting, Stage } from './stage.ts'

export interface Scenario {
  readonly setting?: Setting
  /** Before there is anything. */
  readonly before?: (aws: LocalAws) => void
  run(stage: Stage): Promise<void>
}
