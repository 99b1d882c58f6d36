// The built site as it lies on disk.

import picomatch from 'picomatch'
import { Failure } from '../../shared/failure.ts'
import type { Log } from '../../shared/log.ts'
import { bytes, counted } from '../../shared/printable.ts'
import { contentTypeOf } from '../describe/content-type.ts'
import { hashCandidates, mayMention, mentionedHashes } from '../describe/hashes.ts'
import type { ReadFile } from '../model.ts'
import { readContents } from './contents.ts'
import { findFolder } from './folder.ts'
import type { SiteInputs } from './inputs.ts'
import { walk } from './walk.ts'

export interface Site {
  readonly files: readonly ReadFile[]
}
