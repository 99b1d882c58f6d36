import type { Change } from '../model.ts'

/** Does the change touch an object that visitors may have? A key that did not exist cannot have been cached, save as an error. */
export function isOverwrite(change: Change): boolean {
  return change.kind === 'copy' || 'etag' in change.condition
}
