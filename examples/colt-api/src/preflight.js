// What must hold before this version may replace the one before: whatever goes wrong here fails the deployment.

import { settingsFrom } from './settings.js'
import { openStore } from './store.js'

try {
  await import('./routes.js')
  await openStore(settingsFrom(process.env)).ping()
  console.log('preflight: settings are right, and the store answers')
} catch (error) {
  console.error(`preflight: ${error.message}`)
  process.exitCode = 1
}
