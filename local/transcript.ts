import { ONLY_LOCATION } from './edge/location.ts'
import type { JournalEntry } from './journal.ts'

const MOST_NAMES = 6

/**
 * One request in one line, the way a person would tell it:
 * `PutObject shop/dist/app.js If-None-Match:* 200`, `CreateInvalidation E2… /index.html / 201`, `edge FRA56-P1 GET E2… / 200 Hit`.
 */
export function lineOf(entry: JournalEntry): string {
  const parts = [
    ...placeOf(entry),
    entry.operation,
    subjectOf(entry),
    ...questionOf(entry),
    ...conditionsOf(entry),
    entry.outcome,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** An edge that is not alone goes by the name of its location. */
function placeOf({ service, location }: JournalEntry): string[] {
  if (service !== 'edge') return []
  return location === undefined || location === ONLY_LOCATION ? ['edge'] : ['edge', location]
}

function subjectOf(entry: JournalEntry): string {
  const place = entry.distribution ?? namesOf(entry.bucket, entry.key).join('/')
  if (entry.service === 'elasticbeanstalk')
    return namesOf(entry.environment ?? entry.application, entry.version).join(' ')
  return [place, ...fewOf(entry.keys ?? entry.paths ?? [])].filter((part) => part !== '').join(' ')
}

function namesOf(...names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined)
}

function fewOf(names: readonly string[]): string[] {
  const more = names.length - MOST_NAMES
  return more > 0 ? [...names.slice(0, MOST_NAMES), `and ${more} more`] : [...names]
}

/** The part of the query that says what was asked for; the rest is protocol. */
function questionOf({ query }: JournalEntry): string[] {
  const told = ['prefix', 'delimiter', 'start-after', 'partNumber'].flatMap((name) =>
    query[name] ? [`${name}=${query[name]}`] : [],
  )
  return query['continuation-token'] === undefined ? told : [...told, 'continued']
}

function conditionsOf({ headers }: JournalEntry): string[] {
  const source = headers['x-amz-copy-source']
  return [
    ...(source === undefined ? [] : [`from ${decodeURIComponent(source).replace(/^\//, '')}`]),
    ...condition('Source-If-Match', headers['x-amz-copy-source-if-match']),
    ...condition('Source-If-None-Match', headers['x-amz-copy-source-if-none-match']),
    ...condition('If-Match', headers['if-match']),
    ...condition('If-None-Match', headers['if-none-match']),
    ...condition('Range', headers.range),
  ]
}

/** Eight digits of an ETag tell it from any other in a test. */
function condition(name: string, value: string | undefined): string[] {
  if (value === undefined) return []
  return [`${name}:${value.replace(/^"?([0-9a-f]{8})[0-9a-f]{24}(-\d+)?"?$/, '$1')}`]
}
