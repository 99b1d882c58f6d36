// The comments of a pull request as GitHub hands them out, page by page; what is written stays.

import { text } from 'node:stream/consumers'
import { json, type Reply } from './local-github.ts'

export interface Comment {
  readonly id: number
  readonly body: string
  readonly user: { readonly login: string; readonly type: string }
}

export interface Thread {
  readonly comments: readonly Comment[]
  /** Answers every request about them. */
  readonly reply: Reply
}

export const bot = { login: 'github-actions[bot]', type: 'Bot' }

/** So many to a page; who writes is the bot of the run. */
export function thread(perPage: number, ...given: readonly Omit<Comment, 'id'>[]): Thread {
  const comments: Comment[] = given.map((comment, at) => ({ id: at + 1, ...comment }))
  return {
    comments,
    reply: async (request, response) => {
      const url = new URL(request.url ?? '', 'http://localhost')
      if (request.method === 'GET') {
        const page = Number(url.searchParams.get('page') ?? '1')
        const hasNext = page * perPage < comments.length
        const links = [`<${url}&page=1>; rel="first"`, ...(hasNext ? [`<${url}&page=${page + 1}>; rel="next"`] : [])]
        json(200, comments.slice((page - 1) * perPage, page * perPage), { link: links.join(', ') })(request, response)
        return
      }
      const { body } = JSON.parse(await text(request))
      const id = Number(url.pathname.split('/').at(-1))
      if (request.method === 'PATCH') comments.splice(id - 1, 1, { ...comments[id - 1], id, body, user: bot })
      else comments.push({ id: comments.length + 1, body, user: bot })
      json(request.method === 'PATCH' ? 200 : 201, {})(request, response)
    },
  }
}
