// The built site, read by a thread of its own: files are hashed while the SDK is being loaded and the bucket answers.

import { Worker } from 'node:worker_threads'
import { Failure } from '../../shared/failure.ts'
import type { Log } from '../../shared/log.ts'
import type { BuiltSite } from '../file-model.ts'
import type { Found } from './site.ts'

/** What the thread tells: lines for people and paths as they come, and in the end the site, or why there is none. */
export type Told =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'line'; readonly level: Level; readonly line: string }
  | { readonly kind: 'site'; readonly site: BuiltSite }
  | { readonly kind: 'failures'; readonly failures: readonly ToldFailure[] }

export type Level = 'info' | 'notice' | 'warning' | 'debug'

/** A failure as it can be handed to another thread. */
export type ToldFailure = Pick<Failure, 'what' | 'why' | 'hint'> & { readonly cause: string }

export interface Reading {
  /** Awaits the site, and prints what is told on the way. @throws {AggregateError} of every {@link Failure} */
  site(log: Log, found?: Found): Promise<BuiltSite>
}

/** Begins at once; the process need not wait for what nobody asks for. */
export function beginReading(script: URL): Reading {
  const thread = new Worker(script)
  thread.unref()
  const early: Told[] = []
  let hear = (told: Told): void => void early.push(told)
  thread.on('message', (told: Told) => hear(told))
  const ended = endOf(thread)
  return {
    async site(log, found) {
      thread.ref()
      return await new Promise((resolve, reject) => {
        hear = (told) => {
          if (told.kind === 'line') log[told.level](told.line)
          else if (told.kind === 'paths') found?.(told.paths)
          else if (told.kind === 'site') resolve(told.site)
          else reject(new AggregateError(told.failures.map(failureFrom)))
        }
        early.forEach(hear)
        // All that the thread has told is heard before its end.
        void ended.then(reject)
      })
    },
  }
}

/** Answers why there will be no answer any more; after an answer nobody asks. */
async function endOf(thread: Worker): Promise<Failure> {
  const cause = await new Promise<unknown>((resolve) => {
    thread.once('error', resolve)
    thread.once('exit', (code) => resolve(`exit code ${code}`))
  })
  return new Failure('Could not read the built site', {
    why: `the thread that reads it ended early (${cause instanceof Error ? cause.message : cause})`,
    hint: 'Is there enough memory? Run again.',
    cause,
  })
}

function failureFrom({ what, ...why }: ToldFailure): Failure {
  return new Failure(what, why)
}
