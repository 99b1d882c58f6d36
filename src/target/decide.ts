// The story: the settings file is understood, then the event is mapped to an environment of it.

import { Failure } from '../shared/failure.ts'
import { describeSettings } from './describe/settings.ts'
import type { Decision, Event, Kind, Wish } from './model.ts'
import { conflictsIn } from './plan/conflicts.ts'
import { decisionOn } from './plan/decide.ts'

export interface Question {
  readonly event: Event
  readonly wish: Wish
  /** What the workflow can deploy. */
  readonly kind: Kind | 'any'
  /** The settings file, by its path and its text. */
  readonly file: string
  readonly text: string
}

/** @throws {Failure | AggregateError} with every fault of the file by its line, or with what cannot be mapped */
export function decide({ event, wish, kind, file, text }: Question): Decision {
  const { settings, faults } = describeSettings(file, text)
  const all = [...faults, ...conflictsIn(settings, kind)].sort((one, other) => one.line - other.line)
  if (all.length > 0)
    throw new AggregateError(all.map(({ line, sentence }) => new Failure(`${file}:${line}: ${sentence}`)))
  return decisionOn(event, wish, settings)
}
