// Small documents with versions. The one thing that matters: a write can carry the version it was made from, and is
// refused when somebody else has written since.
//
//   get(key)                → { value, version } or undefined
//   put(key, value, from)   → true, or false when the document is no longer at version `from` (undefined: absent)
//   ping()                  → throws when the store cannot be reached

import { folderStore } from './folder-store.js'
import { httpStore } from './http-store.js'

export function openStore({ store, storeToken }) {
  return /^https?:\/\//.test(store) ? httpStore(store, storeToken) : folderStore(store)
}
