import { request } from 'node:http'

/** A visit whose path nobody tidies up and whose body nobody decodes. */
export function untouched(url: string, path: string, accepted: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const visit = request({ hostname, port, path, headers: { 'Accept-Encoding': accepted } }, async (answer) => {
      resolve(Buffer.concat(await answer.toArray()))
    })
    visit.once('error', reject).end()
  })
}
