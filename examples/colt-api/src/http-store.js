// A store behind HTTP: GET answers an ETag, PUT takes `If-None-Match: *` or `If-Match`, and answers 412 to who is late.

const BOUND = 5000

export function httpStore(address, token) {
  const base = address.replace(/\/$/, '')
  const ask = (key, method, headers = {}, body) =>
    fetch(`${base}/${encodeURIComponent(key)}`, {
      method,
      body,
      headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...headers },
      signal: AbortSignal.timeout(BOUND),
    })

  async function get(key) {
    const answer = await ask(key, 'GET')
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new Error(`Could not read ${key}: the store answered ${answer.status}.`)
    return { value: await answer.json(), version: answer.headers.get('etag') }
  }

  async function put(key, value, from) {
    const condition = from === undefined ? { 'If-None-Match': '*' } : { 'If-Match': from }
    const answer = await ask(key, 'PUT', { 'Content-Type': 'application/json', ...condition }, JSON.stringify(value))
    if (answer.status === 412 || answer.status === 409) return false
    if (!answer.ok) throw new Error(`Could not write ${key}: the store answered ${answer.status}.`)
    return true
  }

  return { get, put, ping: () => get('ping') }
}
