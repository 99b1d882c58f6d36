// How it is told that a name is taken by other content.

import { Failure } from '../../shared/failure.ts'

export function otherBytes(where: string): Failure {
  return new Failure(`Could not use ${where}`, {
    why: 'it is there already, with other content than this bundle',
    hint: 'Nothing was changed. Delete it if nobody needs it, or deploy under another `version-label`.',
  })
}
