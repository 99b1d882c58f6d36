// What the API answers. Each handler takes a request and answers { status, body }.

export function routesOf(store, version) {
  return [
    { method: 'GET', path: /^\/health$/, handle: () => health(store) },
    { method: 'GET', path: /^\/version$/, handle: () => ({ status: 200, body: version }) },
    { method: 'GET', path: /^\/payments\/([\w-]{1,64})$/, handle: (id) => read(store, `payments/${id}`) },
    { method: 'PUT', path: /^\/payments\/([\w-]{1,64})$/, handle: (id, body) => pay(store, id, body) },
    { method: 'GET', path: /^\/reports\/(\d{1,12})$/, handle: (slot) => read(store, `reports/${slot}`) },
  ]
}

/** Well is who can do its work: a process that answers and cannot reach its store is not. */
async function health(store) {
  try {
    await store.ping()
    return { status: 200, body: { store: 'ok' } }
  } catch (error) {
    return { status: 503, body: { store: error.message } }
  }
}

async function read(store, key) {
  const found = await store.get(key)
  return found === undefined ? { status: 404, body: { error: 'not found' } } : { status: 200, body: found.value }
}

/** The client chooses the ID, so a request that is sent twice pays once. */
async function pay(store, id, body) {
  const { amount, currency } = body ?? {}
  if (!Number.isInteger(amount) || amount <= 0 || !/^[A-Z]{3}$/.test(currency ?? '')) {
    return { status: 400, body: { error: 'amount must be a whole number of cents above 0, currency three letters' } }
  }
  const payment = { id, amount, currency }
  if (await store.put(`payments/${id}`, payment, undefined)) return { status: 201, body: payment }
  const { value } = await store.get(`payments/${id}`)
  const same = value.amount === amount && value.currency === currency
  return same ? { status: 200, body: value } : { status: 409, body: { error: 'this payment exists with other values' } }
}
