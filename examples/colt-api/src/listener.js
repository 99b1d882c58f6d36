// HTTP for the routes: bodies in and out are JSON, and of what went wrong inside only the log hears.

import { createServer } from 'node:http'

const MOST_BYTES = 64 * 1024

export function listenerFor(routes, log) {
  return createServer(async (request, response) => {
    const { status, body } = await answerTo(request, routes).catch((error) => {
      if (error.status === undefined) log(`${request.method} ${request.url} failed: ${error.stack}`)
      return { status: error.status ?? 500, body: { error: error.status ? error.message : 'internal error' } }
    })
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    response.end(`${JSON.stringify(body)}\n`)
  })
}

async function answerTo(request, routes) {
  const [path] = request.url.split('?')
  const here = routes.filter((route) => route.path.test(path))
  const route = here.find(({ method }) => method === request.method)
  if (route === undefined) return { status: here.length > 0 ? 405 : 404, body: { error: 'there is nothing here' } }
  const body = request.method === 'PUT' ? await jsonIn(request) : undefined
  return route.handle(route.path.exec(path)[1], body)
}

async function jsonIn(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MOST_BYTES) throw refused(413, 'the body is too large')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    throw refused(400, 'the body is not JSON')
  }
}

function refused(status, message) {
  return Object.assign(new Error(message), { status })
}
