// The history of an environment, as it is recorded.

import type { History, Recorded } from '../model.ts'
import type { State } from '../ports.ts'
import { readHistory } from '../records/history.ts'
import { HISTORY } from '../records/names.ts'

export async function readRecorded(state: State, application: string, environment: string): Promise<Recorded> {
  const there = await state.get(HISTORY)
  if (there === undefined) return { history: newHistory(application, environment), etag: undefined }
  const history = readHistory(there.body, state.place + HISTORY, application, environment)
  return { history, etag: there.etag }
}

function newHistory(application: string, environment: string): History {
  return { application, environment, fence: 0, hold: undefined, entries: [] }
}
