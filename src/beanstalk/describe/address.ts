// Where an API is found.

import type { Environment } from '../model.ts'

/** The origin of what is verified, else the name that AWS gave it; '' for a worker, which has none. */
export function apiUrl(verifyUrl: string, { cname }: Environment): string {
  if (verifyUrl !== '') return new URL(verifyUrl).origin
  return cname === '' ? '' : `http://${cname}`
}
