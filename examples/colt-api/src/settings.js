// Everything that differs between environments, read once, and every fault told at once.

import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

export function settingsFrom(env) {
  const faults = []
  const number = (name, fallback) => {
    const value = Number(env[name] ?? fallback)
    if (!(value > 0)) faults.push(`${name} must be a number above 0, not "${env[name]}"`)
    return value
  }
  const settings = {
    port: number('PORT', 8080),
    // A folder, or the address of a store that takes conditional writes.
    store: env.STORE || join(tmpdir(), 'colt-api'),
    storeToken: env.STORE_TOKEN,
    jobSeconds: number('JOB_SECONDS', 3600),
    // How long one instance may take for the job before another one may take it over.
    jobBoundSeconds: number('JOB_BOUND_SECONDS', 300),
    instance: env.INSTANCE || `${hostname()}-${process.pid}`,
  }
  if (/^\w+:\/\//.test(settings.store) && !/^https?:\/\//.test(settings.store)) faults.push(`STORE must be a folder or http(s)`)
  if (faults.length > 0) throw new Error(`Could not read the settings: ${faults.join('; ')}. Look at the environment properties.`)
  return settings
}
