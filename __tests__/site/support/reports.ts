// Plans and reports in which nothing has happened, but what a test says.

import type { Plan, Stage } from '../../../src/site/model.ts'
import type { Report } from '../../../src/site/report/report.ts'

export const noLastStage: Stage = { wave: 'refresh', title: 'service worker manifest', changes: [] }

export function plan(given: Partial<Plan> = {}): Plan {
  return { stages: [], refreshes: [], lastStage: noLastStage, lastRefreshes: [], unchanged: 0, stale: [], ...given }
}

export function report(given: Partial<Report> = {}): Report {
  return {
    bucket: 'shop',
    prefix: 'dist',
    environment: '',
    url: 'https://shop.example',
    outcome: 'deployed',
    plan: plan(),
    done: { uploaded: 0, headersUpdated: 0, bytesUploaded: 0 },
    refreshed: [],
    phases: [],
    failures: [],
    ...given,
  }
}
