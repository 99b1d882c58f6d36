// Plans and reports in which nothing has happened, but what a test says.

import type { Plan, Refresh, Stage, Step, Tally, Wave } from '../../../src/site/model.ts'
import type { Report } from '../../../src/site/report/report.ts'
import { distribution } from './distributions.ts'

export const noLastStage: Stage = { wave: 'refresh', title: 'service worker manifest', steps: [] }

export function plan(given: Partial<Plan> = {}): Plan {
  return {
    stages: [],
    refreshes: [],
    lastStage: noLastStage,
    lastRefreshes: [],
    unchanged: 0,
    retained: [],
    unknown: [],
    edits: [],
    refusedDeletes: 0,
    ...given,
  }
}

/** A plan of one stage. */
export function planOf(...steps: readonly Step[]): Plan {
  return plan({ stages: [stage('add', 'new files', ...steps)] })
}

export function stage(wave: Wave, title: string, ...steps: readonly Step[]): Stage {
  return { wave, title, steps }
}

/** These paths of one distribution. */
export function refreshOf(...paths: readonly string[]): Refresh {
  return { distribution: distribution(), paths: paths.map((path) => ({ path, reason: 'content changed' })) }
}

export function tally(given: Partial<Tally> = {}): Tally {
  return { uploaded: 0, restored: 0, headersUpdated: 0, deleted: 0, bytesUploaded: 0, ...given }
}

export function report(given: Partial<Report> = {}): Report {
  return {
    bucket: 'shop',
    prefix: 'dist',
    state: 's3://shop/.colt-deploy/dist/',
    environment: '',
    mode: 'deploy',
    url: 'https://shop.example',
    outcome: 'deployed',
    plan: plan(),
    wanted: [],
    blind: '',
    current: undefined,
    before: undefined,
    next: undefined,
    isRolledBack: false,
    done: tally(),
    refreshed: [],
    sightings: [],
    warnings: [],
    phases: [],
    failures: [],
    ...given,
  }
}
