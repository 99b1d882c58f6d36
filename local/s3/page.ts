import { lowerBound } from './order.ts'

/** Which part of a bucket's names is wanted. */
export interface Question {
  readonly prefix: string
  /** Names that have it after the prefix are told as one group each; empty for none. */
  readonly delimiter: string
  readonly most: number
  /** Only names after this one; after a group, only names outside it. */
  readonly after: string
}

export interface Page {
  readonly keys: readonly string[]
  readonly groups: readonly string[]
  /** The last name of this page, when there are more. */
  readonly next: string | undefined
}

/** One page of a listing. A group counts as one name, however many keys it stands for. */
export function pageOf(sorted: readonly string[], question: Question): Page {
  const keys: string[] = []
  const groups: string[] = []
  let last = ''
  for (let index = startOf(sorted, question); index < sorted.length; ) {
    const key = sorted[index] ?? ''
    if (!key.startsWith(question.prefix)) break
    if (keys.length + groups.length >= question.most)
      return { keys, groups, next: question.most === 0 ? undefined : last }
    const group = groupOf(key, question)
    last = group ?? key
    if (group === undefined) keys.push(key)
    else groups.push(group)
    index = group === undefined ? index + 1 : endOf(sorted, group, index)
  }
  return { keys, groups, next: undefined }
}

function startOf(sorted: readonly string[], question: Question): number {
  const { prefix, after } = question
  const first = lowerBound(sorted, prefix)
  if (after === '') return first
  const place = isGroup(after, question) ? endOf(sorted, after, 0) : afterKey(sorted, after)
  return Math.max(first, place)
}

function afterKey(sorted: readonly string[], key: string): number {
  const index = lowerBound(sorted, key)
  return sorted[index] === key ? index + 1 : index
}

function isGroup(name: string, question: Question): boolean {
  return name !== question.prefix && groupOf(name, question) === name
}

function groupOf(key: string, { prefix, delimiter }: Question): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined
  const end = key.indexOf(delimiter, prefix.length)
  return end < 0 ? undefined : key.slice(0, end + delimiter.length)
}

/** The index after the last key that begins with the group. */
function endOf(sorted: readonly string[], group: string, from: number): number {
  let index = Math.max(from, lowerBound(sorted, group))
  while (sorted[index]?.startsWith(group)) index += 1
  return index
}
