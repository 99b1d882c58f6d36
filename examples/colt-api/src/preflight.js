// What must hold before this version may replace the one before. Everything it throws fails the deployment.

import { settingsFrom } from './settings.js'
import { openStore } from './store.js'

await import('./routes.js')
await openStore(settingsFrom(process.env)).ping()
console.log('preflight: settings are right, and the store answers')
