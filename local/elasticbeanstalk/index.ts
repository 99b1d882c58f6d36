// The words in which tests tell stories of deployments.

export { throttled } from './refusals.ts'
export type { Span } from './span.ts'
export {
  type Beat,
  caughtUp,
  failed,
  health,
  launched,
  managedUpdate,
  quiet,
  relaunched,
  replaced,
  retired,
  revertedSilently,
  says,
  started,
  strayEvent,
  succeeded,
  updating,
} from './story.ts'
export { building, processing, processingFails } from './version.ts'
