// Who may write, as the bucket itself tells it: looked at whenever a request arrives.

import type { JournalEntry, LocalAws } from '../../../local/index.ts'

export interface Fencing {
  /** Looks at the lease, and at who asks for a change. */
  see(request: JournalEntry): void
  /** What no two writers may ever do, in sentences. */
  readonly wrongs: readonly string[]
}

interface Lease {
  readonly state: string
  readonly fence: number
  readonly holder: string
  readonly job: string
}

/** A writer's access key ends in the name of its job. */
export function fencingIn(aws: LocalAws, bucket: string, place: string): Fencing {
  const holders = new Map<number, string>()
  const wrongs: string[] = []
  let highest = 0

  function lease(): Lease | undefined {
    const body = aws.buckets.get(bucket, `${place}lease.json`)?.body
    const found: Lease | undefined = body && JSON.parse(body.toString())
    if (found !== undefined) seeLease(found)
    return found
  }

  function seeLease({ fence, holder }: Lease): void {
    if (fence < highest) wrongs.push(`The fence fell from ${highest} to ${fence}.`)
    if ((holders.get(fence) ?? holder) !== holder) wrongs.push(`Fence ${fence} had two holders.`)
    highest = Math.max(highest, fence)
    holders.set(fence, holder)
  }

  return {
    wrongs,
    see(request) {
      const found = lease()
      if (!request.changes || isProbe(request, place)) return
      if (!isConditional(request)) wrongs.push(`${nameOf(request)} wrote whatever there was: ${told(request)}`)
      if (request.key === `${place}lease.json`) return
      const name = nameOf(request)
      if (found?.state === 'taken' && found.job.toUpperCase() === name) return
      const whose = found === undefined ? 'there is none' : `it is ${found.state} by ${found.job}`
      wrongs.push(`${name} wrote without the lease (${whose}): ${told(request)}`)
    },
  }
}

/** A write says what it was planned from; a copy that S3 makes, of what; and what is kept is called by its content. */
function isConditional({ service, operation, key = '', headers }: JournalEntry): boolean {
  if (service !== 's3') return true
  const isOn = headers['if-match'] !== undefined || headers['if-none-match'] === '*'
  if (operation !== 'CopyObject') return isOn
  const source = decodeURIComponent(headers['x-amz-copy-source'] ?? '')
  const isOntoItself = source.endsWith(`/${key}`)
  return headers['x-amz-copy-source-if-match'] !== undefined && (isOn || isOntoItself || key.includes('/kept/'))
}

function told({ operation, key, paths }: JournalEntry): string {
  return `${operation} ${key ?? paths?.join(' ')}`
}

/** The name that the environment of a writer was made with. */
export function nameOf({ accessKey = '' }: JournalEntry): string {
  return accessKey.replace(/^AKIALOCAL/, '')
}

/** Whether a server keeps conditions is found out before the lease; a server that does writes nothing. */
function isProbe({ key, headers }: JournalEntry, place: string): boolean {
  return key === `${place}conditions` && headers['if-match'] !== undefined
}
