// A frozen run wakes: what it had asked for is done, and its timers are late.

import type { Realm } from './realm.ts'
import type { Writer } from './writer.ts'

/** Drives it to its end; where it wakes first, it may have cut off its requests before they are done. */
export async function wake(writer: Writer, first: boolean, realm: Realm): Promise<void> {
  const held = writer.held()
  if (first) await wakeSleepers(writer, realm)
  for (const one of held) one.letGo()
  await realm.calm()
  writer.thaw()
  await realm.drive(writer.over)
}

async function wakeSleepers(writer: Writer, realm: Realm): Promise<void> {
  writer.thaw()
  for (let next = writer.sleeper(); next && next.due <= realm.aws.clock.now(); next = writer.sleeper()) {
    next.wake()
    await realm.calm()
  }
}
