// GitHub's comparison of two commits, over HTTP and in this process: it replies as a test says, and remembers its callers.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Comparison } from '../../../src/shared/order.ts'

export type Reply = (request: IncomingMessage, response: ServerResponse) => void

export interface Visit {
  /** As in `GET /repos/acme/shop/compare/…`. */
  readonly line: string
  readonly authorization: string | undefined
}

export interface LocalGitHub {
  /** What `GITHUB_API_URL` would be; with a path, as GitHub Enterprise Server has it. */
  readonly url: string
  /** Since the last script. */
  readonly visits: readonly Visit[]
  /** The replies to the next requests, in turn; the last one stays. */
  script(...replies: readonly [Reply, ...Reply[]]): void
  /** The next request, once it has had its reply, such as it is. */
  visited(): Promise<void>
  close(): Promise<void>
}

export async function localGitHub(): Promise<LocalGitHub> {
  let replies: readonly Reply[] = [status(404)]
  const visits: Visit[] = []
  const server = createServer((request, response) => {
    const reply = replies[Math.min(visits.length, replies.length - 1)]
    visits.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization })
    reply?.(request, response)
    server.emit('visited')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/v3`,
    visits,
    script(...given) {
      replies = given
      visits.length = 0
    },
    async visited() {
      await once(server, 'visited')
    },
    async close() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The second commit stands so to the first. */
export function comparison(status: Comparison): Reply {
  return json(200, { status, ahead_by: 0, behind_by: 0, total_commits: 0, commits: [], files: [] })
}

/** A straight line of commits, the oldest first; it has no others. */
export function history(...commits: readonly string[]): Reply {
  return (request, response) => {
    const [base, head] =
      /([0-9a-f]+)\.\.\.([0-9a-f]+)/
        .exec(request.url ?? '')
        ?.slice(1)
        .map(indexIn(commits)) ?? []
    const order = Math.sign((head ?? -1) - (base ?? -1))
    const answer = (['behind', 'identical', 'ahead'] as const)[order + 1] ?? 'diverged'
    const reply = [base, head].includes(-1) ? status(404) : comparison(answer)
    reply(request, response)
  }
}

function indexIn(commits: readonly string[]): (commit: string) => number {
  return (commit) => commits.indexOf(commit)
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return json(code, { message: `This is ${code}` }, headers)
}

export function json(code: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return (_, response) => {
    response.writeHead(code, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(JSON.stringify(body))
  }
}

/** Takes the request, and never says a word. */
export const silence: Reply = () => {}

/** Begins an answer, and stops in the middle of it. */
export const stammer: Reply = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  response.write('{"status":')
}

/** Drops the connection. */
export const hangUp: Reply = (request) => {
  request.socket.destroy()
}
