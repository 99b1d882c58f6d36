import type { Span } from './span.ts'
import { millisecondsOf } from './span.ts'

/** Where a bundle lies. */
export interface SourceBundle {
  readonly bucket: string
  readonly key: string
}

/** As the service really spells it; its documentation writes `Processed`. */
export type VersionStatus = 'UNPROCESSED' | 'PROCESSING' | 'BUILDING' | 'PROCESSED' | 'FAILED'

export interface Version {
  readonly application: string
  readonly label: string
  /** Without one the service deploys its own sample application. */
  readonly bundle: SourceBundle | undefined
  readonly created: number
  readonly arn: string
  readonly tags: Readonly<Record<string, string>>
  readonly processing: Processing | undefined
  description: string | undefined
  updated: number
}

/** How the service looks through a version that is to be processed. */
export interface Processing {
  readonly lasts: number
  readonly meanwhile: VersionStatus
  readonly becomes: VersionStatus
}

/** The version is looked through for so long, and found good. */
export function processing(lasts: Span): Processing {
  return { lasts: millisecondsOf(lasts), meanwhile: 'PROCESSING', becomes: 'PROCESSED' }
}

/** The version is looked through for so long, and its configuration files are found wrong. */
export function processingFails(lasts: Span): Processing {
  return { lasts: millisecondsOf(lasts), meanwhile: 'PROCESSING', becomes: 'FAILED' }
}

/** The version is built for so long, and comes out well. */
export function building(lasts: Span): Processing {
  return { lasts: millisecondsOf(lasts), meanwhile: 'BUILDING', becomes: 'PROCESSED' }
}

export function statusOf({ processing, created }: Version, now: number): VersionStatus {
  if (processing === undefined) return 'UNPROCESSED'
  return now < created + processing.lasts ? processing.meanwhile : processing.becomes
}
